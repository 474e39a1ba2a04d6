using System.Globalization;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>Keeps out what makes a long value of a few letters: <c>lpad('x', 1000000000)</c>, <c>1e131000</c>.</summary>
/// <remarks>PostgreSQL divides numbers of a hundred thousand figures for seconds each, and looks at no time meanwhile.</remarks>
internal static class LengthCheck
{
    private const int Most = 200;

    private const string Decimal = "1700", Decimals = "1231";

    /// <summary>In a numeric's second byte, where its scale is up to 63 and its figures before the point up to 256.</summary>
    private const byte IsShort = 0x80;

    /// <param name="function">What the node calls; null for nothing.</param>
    /// <exception cref="SqlRefusedException">It is not certain that the value is short.</exception>
    public static void Refuse(SqlNode node, string? function)
    {
        if (function is "lpad" or "rpad" or "round" or "trunc" && node.Name == "FUNCEXPR"
            && node.Children.Where(child => child.Label == "args").ElementAtOrDefault(1) is { } length && Is(node, "funcresulttype", "25", Decimal)
            && !(Constant(length) <= Most))
        {
            throw StatementCheck.Rule($"{function} takes a plain number up to {Most} as its second argument.");
        }

        if (function is "power" or "pow" or "exp" or "numeric_power" && (Is(node, "funcresulttype", Decimal) || Is(node, "opresulttype", Decimal)))
        {
            throw StatementCheck.Rule("power, exp and ^ take double precision, since a numeric could become too long: write the first argument with ::float8.");
        }

        if (node.Name == "COERCEVIAIO" && Is(node, "resulttype", Decimal, Decimals))
        {
            throw StatementCheck.Rule("A text may not become a numeric, which could be too long: cast it to bigint or float8.");
        }

        if (node.Name == "CONST" && (Is(node, "consttype", Decimals) || (Is(node, "consttype", Decimal) && !IsShortDecimal(node))) && !Is(node, "constisnull", "true"))
        {
            throw StatementCheck.Rule("A number of the statement is too long, or a list of numbers is written as a text. Write ARRAY[…] and numbers of at most 200 figures.");
        }
    }

    private static bool Is(SqlNode node, string label, params string[] values) => node.Values(label).Any(values.Contains);

    /// <summary>An int4's value: <c>:constvalue 4 [ 2 0 0 0 0 0 0 0 ]</c>, the length and then the bytes of a machine word, the least first.</summary>
    private static int? Constant(SqlNode node) => Bytes(node) is { Length: >= sizeof(int) } bytes && Is(node, "constlen", "4") ? BitConverter.ToInt32(bytes.AsSpan(0, sizeof(int))) : null;

    /// <summary>Four bytes of length, then two of what the number is like.</summary>
    private static bool IsShortDecimal(SqlNode node) => Bytes(node) is [_, _, _, _, _, var head, ..] && (head & IsShort) != 0;

    private static byte[] Bytes(SqlNode node) =>
        node.Values("constvalue").ToArray() is [_, "[", .. var bytes, "]"] ? [.. bytes.Select(each => unchecked((byte)int.Parse(each, CultureInfo.InvariantCulture)))] : [];
}
