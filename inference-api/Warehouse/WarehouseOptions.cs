using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>Settings of the way to the warehouse, under <c>Questions</c>.</summary>
public sealed class WarehouseOptions : IValidatableObject
{
    public const string Section = "Questions";

    /// <summary>The connection of a login that may read the views of schema ask only; null for what <see cref="ConnectionFile"/> says.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The file in which the worker says where its local cluster listens since its last start.</summary>
    [Required(ErrorMessage = "Questions:ConnectionFile is empty. Name the file that the worker writes the reader's connection to.")]
    public string ConnectionFile { get; set; } = ".hitcast/postgres/questions-connection-string";

    /// <summary>The most connections to the warehouse at a time; further questions wait.</summary>
    [Range(1, 50, ErrorMessage = "Questions:Connections must be from 1 to 50, which is as many as hitcast_reader may have.")]
    public int Connections { get; set; } = 8;

    /// <summary>The most rows of an answer; what is more is left out, and <see cref="Table.Truncated"/> says so.</summary>
    [Range(1, 100_000, ErrorMessage = "Questions:MaximumRows must be from 1 to 100000.")]
    public int MaximumRows { get; set; } = 1000;

    /// <summary>The largest answer, in KiB as it is kept.</summary>
    [Range(1, 65536, ErrorMessage = "Questions:MaximumKilobytes must be from 1 to 65536 (64 MiB).")]
    public int MaximumKilobytes { get; set; } = 4096;

    /// <summary>How long a statement may take, in seconds; no connection is held longer.</summary>
    [Range(0.05, 60, ErrorMessage = "Questions:StatementSeconds must be from 0.05 to 60.")]
    public double StatementSeconds { get; set; } = 5;

    /// <summary>The greatest cost of a plan, in PostgreSQL's own unit (a page read in sequence). A second of work is about 100,000.</summary>
    [Range(1, 1e12, ErrorMessage = "Questions:MaximumCost must be from 1 to 1e12.")]
    public double MaximumCost { get; set; } = 2_000_000;

    /// <summary>PostgreSQL's <c>work_mem</c>: memory of one sort or hash table, in MiB, before it goes to temporary files.</summary>
    [Range(1, 1024, ErrorMessage = "Questions:WorkMemoryMegabytes must be from 1 to 1024.")]
    public int WorkMemoryMegabytes { get; set; } = 16;

    /// <summary>The most that <c>string_agg</c> and <c>array_agg</c> may put together, by PostgreSQL's estimate, in MiB: no setting of PostgreSQL limits it.</summary>
    [Range(1, 1024, ErrorMessage = "Questions:MaximumCollectedMegabytes must be from 1 to 1024.")]
    public int MaximumCollectedMegabytes { get; set; } = 128;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(ConnectionString) && !IsConnectionString(ConnectionString))
        {
            // The value is not repeated: it holds a password.
            yield return new ValidationResult("Questions:ConnectionString is no connection string. Write Host=…;Database=…;Username=hitcast_reader;Password=….");
        }
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return !string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(text).Host);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
