namespace Hitcast.InferenceApi.Warehouse;

/// <summary>A statement was not run to its end. The message is a sentence that anyone can understand; it holds no row of the warehouse's data.</summary>
public sealed class SqlRefusedException(SqlRefusal kind, string reason, SqlMistake? mistake = null, Exception? cause = null) : Exception(reason, cause)
{
    public SqlRefusal Kind { get; } = kind;

    /// <summary>What PostgreSQL said, for whoever corrects the statement; null where it was not PostgreSQL that refused.</summary>
    public SqlMistake? Mistake { get; } = mistake;
}

/// <summary>Why a statement was refused.</summary>
public enum SqlRefusal
{
    /// <summary>It asks for what no statement may: another relation than the views of schema ask, a function that is not on the list, a change.</summary>
    Rule,

    /// <summary>PostgreSQL does not understand it, or cannot compute it (a division by zero, a text that is no number). <see cref="SqlRefusedException.Mistake"/> says why.</summary>
    Invalid,

    /// <summary>PostgreSQL's plan costs more than <see cref="WarehouseOptions.MaximumCost"/>. It was not run.</summary>
    TooCostly,

    /// <summary>It took longer than <see cref="WarehouseOptions.StatementSeconds"/>.</summary>
    TooSlow,

    /// <summary>Its text, its rows or what it needs for them is larger than allowed.</summary>
    TooLarge,
}

/// <summary>What PostgreSQL has against a statement.</summary>
/// <param name="Message">Such as <c>column "titel" does not exist</c>.</param>
/// <param name="Hint">Such as <c>Perhaps you meant to reference the column "movies.title".</c></param>
/// <param name="Position">Of the character in the statement at which it was found, from 1.</param>
public sealed record SqlMistake(string Message, string? Detail, string? Hint, int? Position);
