namespace Hitcast.InferenceApi.OpenInference;

/// <summary>Python's JSON writers send <c>NaN</c>, which is no JSON, for what JSON calls <c>null</c>.</summary>
internal static class NotANumber
{
    /// <summary>The same text with every NaN outside of strings written as null.</summary>
    public static ReadOnlyMemory<byte> ToNull(ReadOnlyMemory<byte> json)
    {
        if (json.Span.IndexOf("NaN"u8) < 0)
        {
            return json;
        }

        var written = new List<byte>(json.Length + 64);
        var inString = false;
        for (var index = 0; index < json.Length; index++)
        {
            var rest = json.Span[index..];
            if (!inString && rest.StartsWith("NaN"u8))
            {
                written.AddRange("null"u8);
                index += "NaN".Length - 1;
                continue;
            }

            inString ^= rest[0] == '"';
            written.Add(rest[0]);
            if (inString && rest[0] == '\\' && rest.Length > 1)
            {
                written.Add(rest[1]);
                index++;
            }
        }

        return written.ToArray();
    }
}
