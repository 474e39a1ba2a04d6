namespace Hitcast.InferenceApi.Warehouse;

/// <summary>Which parts a statement may have, and what of each must be looked at. A part that is not here is refused.</summary>
/// <remarks>Names and labels are those of PostgreSQL's source, src/include/nodes: the same from 15 on. A label that a part lacks makes it refused as well.</remarks>
internal static class StatementRules
{
    public enum Check
    {
        Function,

        /// <summary>A function, or 0 for none.</summary>
        FunctionIfAny,
        Type,
    }

    private static readonly (string Label, Check Check)[] Nothing = [];

    public static readonly Dictionary<string, (string Label, Check Check)[]> Parts = new(StringComparer.Ordinal)
    {
        ["QUERY"] = Nothing,
        ["ALIAS"] = Nothing,
        ["RANGETBLENTRY"] = Nothing,
        ["RTEPERMISSIONINFO"] = Nothing,
        ["RANGETBLREF"] = Nothing,
        ["RANGETBLFUNCTION"] = Nothing,
        ["FROMEXPR"] = Nothing,
        ["JOINEXPR"] = Nothing,
        ["TARGETENTRY"] = Nothing,
        ["SORTGROUPCLAUSE"] = Nothing,
        ["GROUPINGSET"] = Nothing,
        ["GROUPINGFUNC"] = Nothing,
        ["SETOPERATIONSTMT"] = [("colTypes", Check.Type)],
        ["COMMONTABLEEXPR"] = Nothing,
        ["CTESEARCHCLAUSE"] = Nothing,
        ["CTECYCLECLAUSE"] = Nothing,
        ["WINDOWCLAUSE"] = [("startInRangeFunc", Check.FunctionIfAny), ("endInRangeFunc", Check.FunctionIfAny)],
        ["SUBLINK"] = Nothing,
        ["BOOLEXPR"] = Nothing,
        ["NULLTEST"] = Nothing,
        ["BOOLEANTEST"] = Nothing,
        ["CASEWHEN"] = Nothing,
        ["COLLATEEXPR"] = Nothing,
        ["NAMEDARGEXPR"] = Nothing,
        ["ROWCOMPAREEXPR"] = Nothing,
        ["VAR"] = [("vartype", Check.Type)],
        ["PARAM"] = [("paramtype", Check.Type)],
        ["CONST"] = [("consttype", Check.Type)],
        ["FUNCEXPR"] = [("funcid", Check.Function), ("funcresulttype", Check.Type)],
        ["AGGREF"] = [("aggfnoid", Check.Function), ("aggtype", Check.Type)],
        ["WINDOWFUNC"] = [("winfnoid", Check.Function), ("wintype", Check.Type)],
        ["OPEXPR"] = [("opfuncid", Check.Function), ("opresulttype", Check.Type)],
        ["DISTINCTEXPR"] = [("opfuncid", Check.Function), ("opresulttype", Check.Type)],
        ["NULLIFEXPR"] = [("opfuncid", Check.Function), ("opresulttype", Check.Type)],
        ["SCALARARRAYOPEXPR"] = [("opfuncid", Check.Function), ("hashfuncid", Check.FunctionIfAny), ("negfuncid", Check.FunctionIfAny)],
        ["RELABELTYPE"] = [("resulttype", Check.Type)],
        ["COERCEVIAIO"] = [("resulttype", Check.Type)],
        ["ARRAYCOERCEEXPR"] = [("resulttype", Check.Type)],
        ["CASEEXPR"] = [("casetype", Check.Type)],
        ["CASETESTEXPR"] = [("typeId", Check.Type)],
        ["COALESCEEXPR"] = [("coalescetype", Check.Type)],
        ["MINMAXEXPR"] = [("minmaxtype", Check.Type)],
        ["ARRAYEXPR"] = [("array_typeid", Check.Type)],
        ["ROWEXPR"] = [("row_typeid", Check.Type)],
        ["SUBSCRIPTINGREF"] = [("refcontainertype", Check.Type), ("refrestype", Check.Type)],
        ["SQLVALUEFUNCTION"] = [("type", Check.Type)],
    };

    /// <summary>What a part is called by people, where it is refused.</summary>
    public static string NameOf(string part) => part switch
    {
        "ROWMARKCLAUSE" => "Row locks (FOR UPDATE, FOR SHARE)",
        "TABLESAMPLECLAUSE" => "TABLESAMPLE",
        "XMLEXPR" or "XMLSERIALIZE" => "XML",
        "TABLEFUNC" => "XMLTABLE and JSON_TABLE",
        "FIELDSELECT" or "FIELDSTORE" or "CONVERTROWTYPEEXPR" => "Fields of whole rows",
        "COERCETODOMAIN" or "COERCETODOMAINVALUE" => "Domains",
        "NEXTVALUEEXPR" => "Sequences",
        "CURRENTOFEXPR" => "Cursors",
        _ when part.StartsWith("JSON", StringComparison.Ordinal) => "JSON",
        _ => $"What PostgreSQL calls {part}",
    };
}
