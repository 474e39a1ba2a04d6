namespace Hitcast.InferenceApi.Warehouse;

/// <summary>Rows that the warehouse answered with.</summary>
/// <param name="Rows">One array a row, a value a column; a value is null or of the column's <see cref="ColumnKind"/>.</param>
/// <param name="Truncated">If there were more rows than are kept.</param>
public sealed record Table(IReadOnlyList<Column> Columns, IReadOnlyList<object?[]> Rows, bool Truncated);

/// <param name="Name">As the SELECT calls it.</param>
public sealed record Column(string Name, ColumnKind Kind);

/// <summary>What a column's values are.</summary>
public enum ColumnKind
{
    /// <summary><see cref="string"/>; also arrays and whatever has no kind of its own, as PostgreSQL writes it.</summary>
    Text,

    /// <summary><see cref="long"/>.</summary>
    Integer,

    /// <summary><see cref="double"/>.</summary>
    Number,

    /// <summary><see cref="bool"/>.</summary>
    Boolean,

    /// <summary><see cref="DateOnly"/>.</summary>
    Date,

    /// <summary><see cref="DateTimeOffset"/>, in UTC.</summary>
    Time,
}
