using System.Globalization;
using System.Text.Json;
using static Hitcast.InferenceApi.Contract.ValueRules;

namespace Hitcast.InferenceApi.Contract;

/// <summary>Adds a sentence to <paramref name="problems"/> for everything in <paramref name="value"/> that is not allowed.</summary>
internal delegate void SchemaRule(JsonElement value, string path, List<string> problems);

/// <summary>Turns a JSON Schema into rules, once. As the standard says, a keyword passes over values of a type that it is not about.</summary>
internal sealed class SchemaRules
{
    private readonly Dictionary<string, SchemaRule> definitions = new(StringComparer.Ordinal);
    private readonly JsonElement definitionSchemas;

    public SchemaRules(JsonElement schema)
    {
        schema.TryGetProperty("$defs", out definitionSchemas);
        Root = Compile(schema);
    }

    public SchemaRule Root { get; }

    private SchemaRule Compile(JsonElement schema) =>
        All([.. schema.EnumerateObject().Select(keyword => Compile(keyword.Name, keyword.Value, schema)).OfType<SchemaRule>()]);

    /// <summary>The rule of one keyword; null for one that forbids nothing by itself.</summary>
    private SchemaRule? Compile(string keyword, JsonElement argument, JsonElement schema) => keyword switch
    {
        "$schema" or "title" or "description" or "then" or "else" => null,
        "$defs" => Definitions(argument),
        "$ref" => Reference(argument.GetString()!),
        "type" => Type(argument),
        "const" => Test(value => JsonElement.DeepEquals(value, argument), $"must be {argument.GetRawText()}"),
        "enum" => Test(value => Contains(argument, value), $"must be one of {List(argument)}"),
        "not" => Not(Compile(argument)),
        "if" => If(Compile(argument), Branch(schema, "then"), Branch(schema, "else")),
        "allOf" => All([.. argument.EnumerateArray().Select(Compile)]),
        "minimum" => Number(argument, (number, limit) => number >= limit, "at least"),
        "maximum" => Number(argument, (number, limit) => number <= limit, "at most"),
        "exclusiveMinimum" => Number(argument, (number, limit) => number > limit, "greater than"),
        "exclusiveMaximum" => Number(argument, (number, limit) => number < limit, "less than"),
        "minLength" => Text(text => Length(text) >= argument.GetInt32(), $"must have at least {argument} characters"),
        "pattern" => Pattern(argument.GetString()!),
        "format" => Format(argument.GetString()!),
        "minItems" => Array(array => array.GetArrayLength() >= argument.GetInt32(), $"must have at least {argument} items"),
        "maxItems" => Array(array => array.GetArrayLength() <= argument.GetInt32(), $"must have at most {argument} items"),
        "uniqueItems" => Array(array => !argument.GetBoolean() || AreUnique(array), "must not repeat an item"),
        "items" => Items(Compile(argument)),
        "required" => Required(Texts(argument)),
        "minProperties" => Test(value => value.ValueKind != JsonValueKind.Object || value.GetPropertyCount() >= argument.GetInt32(), $"must have at least {argument} properties"),
        "properties" => Properties(argument.EnumerateObject().ToDictionary(property => property.Name, property => Compile(property.Value), StringComparer.Ordinal)),
        "additionalProperties" => AdditionalProperties(argument, Names(schema)),
        "propertyNames" => PropertyNames(argument),
        _ => throw new NotSupportedException($"The schema's keyword \"{keyword}\" is not known to this server: add it to SchemaRules."),
    };

    private SchemaRule? Definitions(JsonElement schemas)
    {
        foreach (var definition in schemas.EnumerateObject())
        {
            definitions.Add(definition.Name, Compile(definition.Value));
        }

        return null;
    }

    private SchemaRule Reference(string pointer)
    {
        const string Definitions = "#/$defs/";
        var name = pointer.StartsWith(Definitions, StringComparison.Ordinal) ? pointer[Definitions.Length..] : "";
        if (definitionSchemas.ValueKind != JsonValueKind.Object || !definitionSchemas.TryGetProperty(name, out _))
        {
            throw new NotSupportedException($"The schema refers to \"{pointer}\", which is none of its $defs.");
        }

        return (value, path, problems) => definitions[name](value, path, problems);
    }

    private SchemaRule? Branch(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out var branch) ? Compile(branch) : null;

    private static SchemaRule If(SchemaRule condition, SchemaRule? then, SchemaRule? otherwise) => (value, path, problems) =>
        (Allows(condition, value) ? then : otherwise)?.Invoke(value, path, problems);

    private static SchemaRule Not(SchemaRule rule) => Test(value => !Allows(rule, value), "is not allowed here");

    private static SchemaRule All(SchemaRule[] rules) => (value, path, problems) =>
    {
        foreach (var rule in rules)
        {
            rule(value, path, problems);
        }
    };

    private static SchemaRule Items(SchemaRule rule) => (value, path, problems) =>
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                rule(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), problems);
            }
        }
    };

    private static SchemaRule Required(string[] names) => (value, path, problems) =>
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            problems.AddRange(names.Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{Child(path, name)}: is required"));
        }
    };

    private static SchemaRule Properties(Dictionary<string, SchemaRule> rules) =>
        EachProperty((property, path, problems) => rules.GetValueOrDefault(property.Name)?.Invoke(property.Value, path, problems));

    private SchemaRule AdditionalProperties(JsonElement schema, HashSet<string> declared)
    {
        var rule = schema.ValueKind == JsonValueKind.False
            ? Test(_ => false, $"is not known here; known are {string.Join(", ", declared)}")
            : Compile(schema);
        return EachProperty((property, path, problems) =>
        {
            if (!declared.Contains(property.Name))
            {
                rule(property.Value, path, problems);
            }
        });
    }

    private static SchemaRule PropertyNames(JsonElement schema)
    {
        if (schema.GetPropertyCount() != 1 || !schema.TryGetProperty("pattern", out var pattern))
        {
            throw new NotSupportedException("The schema's propertyNames holds more than a pattern, which this server does not know.");
        }

        var matches = Matches(pattern.GetString()!);
        return EachProperty((property, path, problems) =>
        {
            if (!matches(property.Name))
            {
                problems.Add($"{path}: its name must match {pattern}");
            }
        });
    }

    private static SchemaRule EachProperty(Action<JsonProperty, string, List<string>> rule) => (value, path, problems) =>
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
            {
                rule(property, Child(path, property.Name), problems);
            }
        }
    };

    private static bool Allows(SchemaRule rule, JsonElement value)
    {
        List<string> problems = [];
        rule(value, "", problems);
        return problems.Count == 0;
    }

    private static HashSet<string> Names(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) ? [.. properties.EnumerateObject().Select(property => property.Name)] : [];

    private static string List(JsonElement values) => string.Join(", ", values.EnumerateArray().Select(value => value.GetRawText()));

    private static string Child(string path, string name) =>
        name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? $"{path}.{name}" : $"{path}['{name}']";
}
