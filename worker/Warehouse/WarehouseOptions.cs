using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Hitcast.Worker.Warehouse;

/// <summary>Settings under <c>Warehouse</c>.</summary>
public sealed class WarehouseOptions : IValidatableObject
{
    public const string Section = "Warehouse";

    /// <summary>The owner's connection; null for the private local cluster in <see cref="ClusterFolder"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Where the private local cluster lives.</summary>
    [Required(ErrorMessage = "Warehouse:ClusterFolder is empty. Name the folder of the private local cluster.")]
    public string ClusterFolder { get; set; } = ".hitcast/postgres";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(ConnectionString) && !IsConnectionString(ConnectionString))
        {
            // The value is not repeated: it holds a password.
            yield return new ValidationResult("Warehouse:ConnectionString is no connection string. Write Host=…;Database=…;Username=…;Password=….");
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
