using System.Globalization;

namespace Hitcast.Worker.Warehouse;

/// <summary>A folder with PostgreSQL's programs.</summary>
/// <param name="Major">The first part of the version, such as 15.</param>
internal sealed record PostgresPrograms(string Folder, int Major)
{
    public const int OldestMajor = 15;

    private const string DebianFolder = "/usr/lib/postgresql";

    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    public string InitDb => Path.Combine(Folder, "initdb");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>The newest on this machine; or those of one version, for a cluster that they made.</summary>
    /// <exception cref="WarehouseException">There is none.</exception>
    public static async Task<PostgresPrograms> FindAsync(int? major, CancellationToken cancellation)
    {
        var found = new List<PostgresPrograms>();
        foreach (var folder in Folders().Distinct())
        {
            found.Add(new PostgresPrograms(folder, MajorOf(await Command.RunAsync(Path.Combine(folder, "postgres"), ["--version"], cancellation))));
        }

        return found.Where(programs => major is null ? programs.Major >= OldestMajor : programs.Major == major).MaxBy(programs => programs.Major)
            ?? throw new WarehouseException(major is null
                ? $"PostgreSQL {OldestMajor} or newer is not on this machine. Install it (Debian, Ubuntu: apt-get install postgresql), or set Warehouse:ConnectionString to a server."
                : $"The local cluster was made by PostgreSQL {major}, which is no longer on this machine. Install it, or delete the cluster's folder to begin anew.");
    }

    /// <summary>From the PATH, links followed, since not all programs may be linked there; and where Debian puts them.</summary>
    private static IEnumerable<string> Folders()
    {
        var inPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => new FileInfo(Path.Combine(folder, Needed[0])))
            .Where(program => program.Exists)
            .Select(program => Path.GetDirectoryName(program.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program.FullName)!);
        var debian = Directory.Exists(DebianFolder) ? Directory.GetDirectories(DebianFolder).Select(folder => Path.Combine(folder, "bin")) : [];
        return inPath.Concat(debian).Where(folder => Needed.All(program => File.Exists(Path.Combine(folder, program))));
    }

    /// <param name="version">Such as <c>postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)</c>.</param>
    internal static int MajorOf(string version)
    {
        var digits = version.Split(' ').Select(word => new string([.. word.TakeWhile(char.IsAsciiDigit)])).FirstOrDefault(word => word.Length > 0);
        return digits is null ? 0 : int.Parse(digits, CultureInfo.InvariantCulture);
    }
}
