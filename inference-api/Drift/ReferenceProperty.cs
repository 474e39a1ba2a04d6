using System.Text.Json;

namespace Hitcast.InferenceApi.Drift;

/// <summary>A value within <c>reference.json</c> that knows where it stands, so that every error names it.</summary>
internal readonly struct ReferenceProperty(JsonElement value, string path)
{
    private readonly JsonElement value = value;
    private readonly string path = path;

    public ReferenceProperty this[string name]
    {
        get
        {
            var inner = path.Length == 0 ? name : $"{path}.{name}";
            if (value.ValueKind != JsonValueKind.Object)
            {
                throw Wrong("must be an object.");
            }

            return value.TryGetProperty(name, out var property)
                ? new(property, inner)
                : throw new DriftReferenceException(inner, "is absent.");
        }
    }

    public DriftReferenceException Wrong(string problem) => new(path.Length == 0 ? "$" : path, problem);

    public int Count() => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count > 0
        ? count
        : throw Wrong("must be a whole number above 0.");

    public double Share() => Number() is >= 0 and <= 1 and var share ? share : throw Wrong("must be a share from 0 to 1.");

    public void MustBe(string text)
    {
        if (value.ValueKind != JsonValueKind.String || !value.ValueEquals(text))
        {
            throw Wrong($"must be '{text}', as the manifest says.");
        }
    }

    public double[] Shares() => [.. Items().Select(item => item.Share())];

    public (string[] Names, double[] Shares) SharesByName()
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("must be an object from names to shares.");
        }

        var path = this.path;
        var properties = value.EnumerateObject().ToArray();
        return (
            [.. properties.Select(property => property.Name)],
            [.. properties.Select(property => new ReferenceProperty(property.Value, $"{path}.{property.Name}").Share())]);
    }

    public float[] Ascending()
    {
        float[] edges = [.. Items().Select(item => (float)item.Number())];
        for (var edge = 1; edge < edges.Length; edge++)
        {
            if (edges[edge] <= edges[edge - 1])
            {
                throw Wrong("must be ascending, as float32.");
            }
        }

        return edges;
    }

    private double Number() => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
        ? number
        : throw Wrong("must be a finite number.");

    private IEnumerable<ReferenceProperty> Items()
    {
        var path = this.path;
        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select((item, index) => new ReferenceProperty(item, $"{path}[{index}]"))
            : throw Wrong("must be an array.");
    }
}
