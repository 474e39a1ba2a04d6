namespace Hitcast.InferenceApi.Warehouse;

/// <summary>A part of an analysed statement, as PostgreSQL keeps it in <c>pg_rewrite.ev_action</c>.</summary>
/// <param name="name">Such as FUNCEXPR.</param>
/// <param name="label">Under which label of the node around it: such as args.</param>
internal sealed class SqlNode(string name, string label)
{
    private readonly List<(string Label, string Value)> values = [];

    public string Name => name;

    public string Label => label;

    public List<SqlNode> Children { get; } = [];

    /// <summary>The single values of a label: several for a list of numbers or names, none where there is no such label.</summary>
    public IEnumerable<string> Values(string ofLabel) => values.Where(value => value.Label == ofLabel).Select(value => value.Value);

    internal void Add(string ofLabel, string value) => values.Add((ofLabel, value));
}

/// <summary>Reads PostgreSQL's text of a node tree: <c>({QUERY :commandType 1 :rtable ({RANGETBLENTRY …}) …})</c>.</summary>
/// <remarks>
/// Cut into tokens as PostgreSQL's own reader does it (src/backend/nodes/read.c): names that a caller chose have their spaces, parentheses, braces and
/// backslashes escaped there. A label is told from a name that looks like one by its place: a value follows a label, and is never taken for another.
/// </remarks>
internal static class NodeTree
{
    /// <returns>Every node, outer ones before those within.</returns>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static List<SqlNode> Read(string text)
    {
        var nodes = new List<SqlNode>();
        var open = new Stack<(SqlNode Node, int Depth)>();
        var (label, depth, isValue) = ("", 0, false);
        for (var at = 0; Token(text, ref at) is { Length: > 0 } token;)
        {
            switch (token)
            {
                case "{":
                    var node = new SqlNode(Token(text, ref at).ToString(), label);
                    nodes.Add(node);
                    if (open.TryPeek(out var outer))
                    {
                        outer.Node.Children.Add(node);
                    }

                    open.Push((node, depth));
                    (label, isValue) = ("", false);
                    break;
                case "}":
                    if (!open.TryPop(out var closed) || closed.Depth != depth)
                    {
                        throw new FormatException("A brace closes nothing.");
                    }

                    (label, isValue) = (closed.Node.Label, false);
                    break;
                case "(":
                    (depth, isValue) = (depth + 1, false);
                    break;
                case ")":
                    (depth, isValue) = (depth - 1, false);
                    break;
                case [':', ..] when !isValue && open.TryPeek(out var holder) && holder.Depth == depth:
                    (label, isValue) = (token[1..].ToString(), true);
                    break;
                default:
                    if (open.TryPeek(out var owner))
                    {
                        owner.Node.Add(label, token.ToString());
                    }

                    isValue = false;
                    break;
            }
        }

        return open.Count == 0 && depth == 0 ? nodes : throw new FormatException("Something is not closed.");
    }

    private static ReadOnlySpan<char> Token(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\n' or '\t')
        {
            at++;
        }

        var start = at;
        if (at < text.Length && IsBracket(text[at]))
        {
            return text.AsSpan(start, ++at - start);
        }

        while (at < text.Length && text[at] is not (' ' or '\n' or '\t') && !IsBracket(text[at]))
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        at = Math.Min(at, text.Length);
        return text.AsSpan(start, at - start);
    }

    private static bool IsBracket(char one) => one is '(' or ')' or '{' or '}';
}
