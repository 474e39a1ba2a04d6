using System.Buffers;
using System.IO.Pipelines;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>What <see cref="CsvReader.TryRead"/> has found.</summary>
internal enum CsvRow
{
    /// <summary>The file's end.</summary>
    End,

    /// <summary>A row, whose cells can be read.</summary>
    Whole,

    /// <summary>A row with a quote where none may stand. The next one begins after the next line feed.</summary>
    BadQuotes,

    /// <summary>A row that is too long, or whose quote is not closed: nobody knows where the next one begins.</summary>
    Endless,
}

/// <summary>Reads CSV as RFC 4180 has it, in UTF-8, with line feeds alone too; a byte order mark and empty lines are passed over.</summary>
internal sealed class CsvReader(PipeReader body)
{
    /// <summary>In bytes.</summary>
    public const int LongestRow = 1 << 20;

    private const byte Comma = (byte)',', Quote = (byte)'"', LineFeed = (byte)'\n', CarriageReturn = (byte)'\r';
    private readonly List<(int Start, int Length, bool HasQuotes)> cells = [];
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private bool begun;
    private bool ended;

    /// <summary>How many the row has.</summary>
    public int CellCount => cells.Count;

    /// <summary>A cell without its quotes, until the next row is read.</summary>
    public ReadOnlySpan<byte> Cell(int index)
    {
        var (first, length, hasQuotes) = cells[index];
        if (hasQuotes)
        {
            length = HalveQuotes(buffer.AsSpan(first, length));
            cells[index] = (first, length, false);
        }

        return buffer.AsSpan(first, length);
    }

    /// <summary>Reads the next row, if it has come as a whole; else more must be taken in first.</summary>
    public bool TryRead(out CsvRow row)
    {
        row = CsvRow.Endless;
        while (HasBegun())
        {
            if (Parse() is not { } found)
            {
                return ended || end - start > LongestRow;
            }

            if (found != CsvRow.Whole || cells is not [{ Length: 0, Start: var first }] || IsQuoted(first))
            {
                row = found;
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes in what has come, without waiting; false if nothing has.</summary>
    public bool TryTakeIn()
    {
        var any = body.TryRead(out var result);
        if (any)
        {
            Append(result);
        }

        return any;
    }

    /// <summary>Waits for more to come, and takes it in.</summary>
    public async ValueTask TakeInAsync(CancellationToken cancellation) => Append(await body.ReadAsync(cancellation));

    private bool HasBegun()
    {
        if (!begun && (ended || end >= 3))
        {
            begun = true;
            start = buffer.AsSpan(0, end).StartsWith("\uFEFF"u8) ? 3 : 0;
        }

        return begun;
    }

    /// <summary>Finds the cells of the row that begins at <see cref="start"/>; null if it is not here as a whole yet.</summary>
    private CsvRow? Parse()
    {
        if (ended && start == end)
        {
            return CsvRow.End;
        }

        cells.Clear();
        for (var position = start; ; position++)
        {
            var next = position < end && buffer[position] == Quote ? AddQuoted(position) : AddPlain(position);
            if (next < 0 || (next == end && !ended))
            {
                return null;
            }

            if (next == end || buffer[next] == LineFeed)
            {
                start = Math.Min(next + 1, end);
                return CsvRow.Whole;
            }

            if (buffer[next] != Comma)
            {
                return PassOver(next);
            }

            position = next;
        }
    }

    /// <returns>Where the cell ends: at a comma, a line feed, the end of what is here, or a quote that may not stand there.</returns>
    private int AddPlain(int position)
    {
        var length = buffer.AsSpan(position..end).IndexOfAny(Comma, LineFeed, Quote);
        var next = length < 0 ? end : position + length;
        var isLast = next == end || buffer[next] == LineFeed;
        cells.Add((position, next - position - (isLast && next > position && buffer[next - 1] == CarriageReturn ? 1 : 0), false));
        return next;
    }

    /// <returns>What stands behind the closing quote; −1 if that is not here yet.</returns>
    private int AddQuoted(int position)
    {
        var (first, hasQuotes) = (position + 1, false);
        for (position = first; ; position++)
        {
            var length = buffer.AsSpan(position..end).IndexOf(Quote);
            if (length < 0)
            {
                return -1;
            }

            position += length + 1;
            if (position == end || buffer[position] != Quote)
            {
                break;
            }

            hasQuotes = true;
        }

        cells.Add((first, position - 1 - first, hasQuotes));
        var isReturn = position < end && buffer[position] == CarriageReturn && (position + 1 == end || buffer[position + 1] == LineFeed);
        return isReturn ? position + 1 : position;
    }

    private CsvRow? PassOver(int position)
    {
        var length = buffer.AsSpan(position..end).IndexOf(LineFeed);
        if (length < 0 && !ended)
        {
            return null;
        }

        start = length < 0 ? end : position + length + 1;
        return CsvRow.BadQuotes;
    }

    private void Append(ReadResult result)
    {
        buffer.AsSpan(start..end).CopyTo(buffer);
        (start, end) = (0, end - start);
        var length = (int)result.Buffer.Length;
        if (end + length > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(end + length, 2 * buffer.Length));
        }

        result.Buffer.CopyTo(buffer.AsSpan(end));
        end += length;
        ended = result.IsCompleted;
        body.AdvanceTo(result.Buffer.End);
    }

    private bool IsQuoted(int first) => first > 0 && buffer[first - 1] == Quote;

    private static int HalveQuotes(Span<byte> cell)
    {
        var length = 0;
        for (var i = 0; i < cell.Length; i++)
        {
            cell[length++] = cell[i];
            i += cell[i] == Quote ? 1 : 0;
        }

        return length;
    }
}
