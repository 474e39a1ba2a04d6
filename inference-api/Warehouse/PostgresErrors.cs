using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>What PostgreSQL's errors mean to whoever asked.</summary>
internal static class PostgresErrors
{
    private const int LongestMessage = 500;

    /// <param name="prefix">How many characters stood before the statement's first in what was sent.</param>
    public static Exception Translate(NpgsqlException mistake, int prefix) => mistake switch
    {
        PostgresException reported => Translate(reported, prefix),
        { InnerException: TimeoutException } => TooSlow(mistake),
        _ => Unavailable(mistake),
    };

    /// <summary>If the connection had ended before it was used, as after a restart of the server, so that another may be tried.</summary>
    public static bool IsStale(Exception mistake) => mistake switch
    {
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => true,
        PostgresException => false,
        ObjectDisposedException => true,
        _ => mistake is NpgsqlException && mistake.InnerException is IOException or System.Net.Sockets.SocketException,
    };

    public static WarehouseUnavailableException Unavailable(Exception? cause) => new("The warehouse does not answer now. Ask again later.", cause);

    private static Exception Translate(PostgresException mistake, int prefix) => mistake.SqlState switch
    {
        PostgresErrorCodes.QueryCanceled => TooSlow(mistake),
        PostgresErrorCodes.InsufficientPrivilege => StatementCheck.Rule("The statement reads what is closed to questions."),
        PostgresErrorCodes.ReadOnlySqlTransaction => StatementCheck.Rule("A statement may only read."),
        PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.ConfigurationLimitExceeded or PostgresErrorCodes.DiskFull => TooLarge(mistake),

        // Too many parts, too deep, too long a text; "invalid memory alloc request size" has no code of its own.
        ['5', '4', ..] => TooLarge(mistake),
        PostgresErrorCodes.InternalError when mistake.Routine?.Contains("alloc", StringComparison.OrdinalIgnoreCase) == true => TooLarge(mistake),

        // Connection, authorization, resources, operator's doing, locks.
        ['0', '8', ..] or ['2', '8', ..] or ['5', '3', ..] or ['5', '7', ..] or ['5', '5', ..] or ['4', '0', ..] or PostgresErrorCodes.InvalidCatalogName => Unavailable(mistake),
        _ => new SqlRefusedException(
            SqlRefusal.Invalid,
            "PostgreSQL does not understand the statement, or cannot compute it. It must be one SELECT over the views of schema ask.",
            new(Cut(mistake.MessageText), Cut(mistake.Detail), Cut(mistake.Hint), mistake.Position > prefix ? mistake.Position - prefix : null),
            mistake),
    };

    /// <summary>PostgreSQL repeats values whole, of 130,000 figures too.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    private static string? Cut(string? text) => text is { Length: > LongestMessage } ? $"{text[..LongestMessage]}… (cut: {text.Length} characters)" : text;

    public static SqlRefusedException TooSlow(Exception? cause) => new(SqlRefusal.TooSlow, "The statement takes too long. Ask for less: fewer rows, fewer joins.", cause: cause);

    private static SqlRefusedException TooLarge(Exception cause) => new(SqlRefusal.TooLarge, "The statement needs too much memory, or is too deep. Ask for less.", cause: cause);
}
