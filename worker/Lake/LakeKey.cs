namespace Hitcast.Worker.Lake;

internal static class LakeKey
{
    /// <summary>Throws where a key would leave the lake, or could not be a file's path.</summary>
    /// <exception cref="ArgumentException">The key is no such path.</exception>
    public static void Check(string key)
    {
        if (key.Split('/').Any(part => part is "" or "." or "..") || key.StartsWith('.') || key.Any(letter => letter is '\\' or ':' || char.IsControl(letter)))
        {
            throw new ArgumentException($"\"{key}\" is no key of the lake. Write a path such as tmdb/movies/2026-11-24T083000Z/000001.jsonl.gz.", nameof(key));
        }
    }
}
