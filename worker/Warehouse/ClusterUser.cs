namespace Hitcast.Worker.Warehouse;

/// <summary>Who runs the local server: we, or the user postgres where we are root, which PostgreSQL refuses.</summary>
internal static class ClusterUser
{
    private const string Name = "postgres";

    /// <inheritdoc cref="Command.RunAsync"/>
    public static Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        var (first, rest) = AsUser(program, arguments);
        return Command.RunAsync(first, rest, cancellation);
    }

    /// <returns>If it ended with code 0.</returns>
    public static async Task<bool> SucceedsAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        var (first, rest) = AsUser(program, arguments);
        return (await Command.TryAsync(first, rest, cancellation)).Code == 0;
    }

    /// <summary>Makes a folder that this user alone may enter.</summary>
    /// <exception cref="WarehouseException">The user cannot reach it.</exception>
    public static async Task CreateFolderAsync(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        await GiveAsync(folder, cancellation);
        if (!await SucceedsAsync("test", ["-w", folder], cancellation))
        {
            throw new WarehouseException($"The user {Name}, who runs the server since PostgreSQL refuses root, cannot reach {folder}. Move the project to a folder that others may enter, or set Warehouse:ConnectionString.");
        }
    }

    /// <summary>Hands a file or folder over to this user.</summary>
    public static async Task GiveAsync(string path, CancellationToken cancellation)
    {
        if (Environment.IsPrivilegedProcess)
        {
            await Command.RunAsync("chown", ["-R", $"{Name}:", path], cancellation);
        }
    }

    /// <summary>By setpriv, which is in /usr/bin, where runuser is in /usr/sbin, which cron and others do not search.</summary>
    private static (string Program, string[] Arguments) AsUser(string program, string[] arguments) =>
        Environment.IsPrivilegedProcess ? ("setpriv", [$"--reuid={Name}", $"--regid={Name}", "--init-groups", "--", program, .. arguments]) : (program, arguments);
}
