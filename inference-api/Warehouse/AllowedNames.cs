namespace Hitcast.InferenceApi.Warehouse;

/// <summary>What a statement may use of PostgreSQL's own: functions and types by name, what is behind operators and casts of these types besides.</summary>
/// <remarks>
/// Left out on purpose, though harmless by themselves: <c>repeat</c>, <c>format</c>, <c>array_fill</c>, which make a gigabyte of a few letters; JSON and XML, which read
/// the catalogue or build without end; whatever tells about the server, the session or the settings.
/// </remarks>
internal static class AllowedNames
{
    /// <summary>In schema pg_catalog; arrays of them too.</summary>
    public static readonly string[] Types =
    [
        "bool", "int2", "int4", "int8", "float4", "float8", "numeric", "text", "varchar", "bpchar", "unknown",
        "date", "time", "timetz", "timestamp", "timestamptz", "interval", "record",
    ];

    /// <summary>Kinds of arguments that stand for any of the types; the argument's own type is checked where it stands.</summary>
    public static readonly string[] PseudoTypes =
    [
        "any", "anyelement", "anyarray", "anynonarray", "anycompatible", "anycompatiblearray", "anycompatiblenonarray",
    ];

    /// <summary>Extensions whose functions are allowed where they are installed.</summary>
    public static readonly string[] Extensions = ["pg_trgm", "unaccent", "fuzzystrmatch"];

    public static readonly string[] Functions =
    [
        // Numbers.
        "abs", "ceil", "ceiling", "floor", "round", "trunc", "sign", "sqrt", "cbrt", "power", "pow", "exp", "ln", "log", "log10", "mod", "div", "gcd", "lcm", "width_bucket",
        "pi", "degrees", "radians", "sin", "cos", "tan", "atan", "atan2", "random", "scale", "trim_scale",

        // Text.
        "lower", "upper", "initcap", "length", "char_length", "character_length", "octet_length", "position", "strpos", "substring", "substr", "left", "right",
        "btrim", "ltrim", "rtrim", "lpad", "rpad", "replace", "translate", "overlay", "reverse", "split_part", "concat", "concat_ws", "starts_with", "ascii", "chr", "md5",
        "regexp_replace", "regexp_match", "regexp_matches", "regexp_split_to_array", "regexp_split_to_table", "regexp_count", "regexp_like", "regexp_substr", "regexp_instr",
        "similar_to_escape", "similar_escape", "like_escape", "string_to_array", "string_to_table", "to_char", "to_number",

        // Dates and times.
        "now", "statement_timestamp", "transaction_timestamp", "clock_timestamp", "date_part", "extract", "date_trunc", "date_bin", "age", "make_date", "make_time", "make_timestamp",
        "make_timestamptz", "make_interval", "justify_days", "justify_hours", "justify_interval", "isfinite", "timezone", "to_date", "to_timestamp", "overlaps", "in_range",

        // Aggregates.
        "count", "sum", "avg", "min", "max", "stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp", "corr", "covar_pop", "covar_samp",
        "regr_avgx", "regr_avgy", "regr_count", "regr_intercept", "regr_r2", "regr_slope", "regr_sxx", "regr_sxy", "regr_syy",
        "bool_and", "bool_or", "every", "bit_and", "bit_or", "any_value", "string_agg", "array_agg", "percentile_cont", "percentile_disc", "mode",

        // Windows.
        "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead", "first_value", "last_value", "nth_value",

        // Arrays and sets.
        "unnest", "cardinality", "array_length", "array_lower", "array_upper", "array_ndims", "array_position", "array_positions", "array_append", "array_prepend", "array_cat",
        "array_remove", "array_replace", "array_to_string", "trim_array", "generate_series", "generate_subscripts", "num_nulls", "num_nonnulls",
    ];

    /// <summary>Aggregates whose value grows with each row, in memory that no setting of PostgreSQL limits.</summary>
    public static readonly string[] Accumulating = ["string_agg", "array_agg"];
}
