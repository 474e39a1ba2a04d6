using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

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
        "enum" => Test(value => argument.EnumerateArray().Any(allowed => JsonElement.DeepEquals(value, allowed)), $"must be one of {List(argument)}"),
        "not" => Not(Compile(argument)),
        "if" => If(Compile(argument), Branch(schema, "then"), Branch(schema, "else")),
        "allOf" => All([.. argument.EnumerateArray().Select(Compile)]),
        "minimum" => Number(argument, (number, limit) => number >= limit, "at least"),
        "maximum" => Number(argument, (number, limit) => number <= limit, "at most"),
        "exclusiveMinimum" => Number(argument, (number, limit) => number > limit, "greater than"),
        "exclusiveMaximum" => Number(argument, (number, limit) => number < limit, "less than"),
        "minLength" => Text(text => text.EnumerateRunes().Count() >= argument.GetInt32(), $"must have at least {argument} characters"),
        "pattern" => Pattern(argument.GetString()!),
        "format" => Format(argument.GetString()!),
        "minItems" => Array(array => array.GetArrayLength() >= argument.GetInt32(), $"must have at least {argument} items"),
        "maxItems" => Array(array => array.GetArrayLength() <= argument.GetInt32(), $"must have at most {argument} items"),
        "uniqueItems" => Array(array => !argument.GetBoolean() || AreUnique(array), "must not repeat an item"),
        "items" => Items(Compile(argument)),
        "required" => Required([.. argument.EnumerateArray().Select(name => name.GetString()!)]),
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

    private SchemaRule PropertyNames(JsonElement schema)
    {
        var rule = Compile(schema);
        return EachProperty((property, path, problems) =>
            rule(JsonSerializer.SerializeToElement(property.Name, ContractJson.Default.String), $"{path} (its name)", problems));
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

    private static SchemaRule Type(JsonElement names)
    {
        string[] allowed = names.ValueKind == JsonValueKind.Array ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [names.GetString()!];
        Predicate<JsonElement>[] tests = [.. allowed.Select(IsOfType)];
        return Test(value => tests.Any(test => test(value)), $"must be {string.Join(" or ", allowed)}");
    }

    private static Predicate<JsonElement> IsOfType(string name) => name switch
    {
        "object" => static value => value.ValueKind == JsonValueKind.Object,
        "array" => static value => value.ValueKind == JsonValueKind.Array,
        "string" => static value => value.ValueKind == JsonValueKind.String,
        "number" => static value => value.ValueKind == JsonValueKind.Number,
        "integer" => static value => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        "boolean" => static value => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => static value => value.ValueKind == JsonValueKind.Null,
        _ => throw new NotSupportedException($"The schema's type \"{name}\" is not known to this server."),
    };

    private static SchemaRule Pattern(string pattern)
    {
        // In a schema $ is the text's very end; in .NET it also stands before a last line feed.
        var regex = new Lazy<Regex>(() => new Regex(pattern.EndsWith('$') ? $@"{pattern[..^1]}\z" : pattern, RegexOptions.ECMAScript));
        return Text(text => regex.Value.IsMatch(text), $"must match {pattern}");
    }

    private static SchemaRule Format(string name) => name == "date"
        ? Text(text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), "must be a date, YYYY-MM-DD")
        : throw new NotSupportedException($"The schema's format \"{name}\" is not known to this server.");

    private static SchemaRule Number(JsonElement limit, Func<double, double, bool> holds, string words)
    {
        var bound = limit.GetDouble();
        return Test(value => value.ValueKind != JsonValueKind.Number || holds(value.GetDouble(), bound), $"must be {words} {limit}");
    }

    private static SchemaRule Text(Predicate<string> holds, string allowed) =>
        Test(value => value.ValueKind != JsonValueKind.String || holds(value.GetString()!), allowed);

    private static SchemaRule Array(Predicate<JsonElement> holds, string allowed) =>
        Test(value => value.ValueKind != JsonValueKind.Array || holds(value), allowed);

    private static SchemaRule Test(Predicate<JsonElement> holds, string allowed) => (value, path, problems) =>
    {
        if (!holds(value))
        {
            problems.Add($"{path}: {allowed}");
        }
    };

    private static bool Allows(SchemaRule rule, JsonElement value)
    {
        List<string> problems = [];
        rule(value, "", problems);
        return problems.Count == 0;
    }

    private static bool AreUnique(JsonElement array)
    {
        var equality = EqualityComparer<JsonElement>.Create(
            JsonElement.DeepEquals,
            item => item.ValueKind == JsonValueKind.String ? item.GetString()!.GetHashCode(StringComparison.Ordinal) : (int)item.ValueKind);
        var seen = new HashSet<JsonElement>(equality);
        return array.EnumerateArray().All(seen.Add);
    }

    private static HashSet<string> Names(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) ? [.. properties.EnumerateObject().Select(property => property.Name)] : [];

    private static string List(JsonElement values) => string.Join(", ", values.EnumerateArray().Select(value => value.GetRawText()));

    private static string Child(string path, string name) =>
        name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? $"{path}.{name}" : $"{path}['{name}']";
}
