namespace Hitcast.InferenceApi.Scoring;

/// <summary>The texts of one input, in UTF-8, row after row in one buffer. The last one may still be growing.</summary>
public sealed class TextColumn(int capacity)
{
    private const int BytesARow = 32;
    private const int MostKept = 1 << 18;
    private readonly int[] ends = new int[capacity];
    private byte[] buffer = new byte[BytesARow * capacity];
    private int start;
    private int end;

    /// <summary>The text of a row that has ended; empty is missing, the items of a list are joined by U+001F.</summary>
    public ReadOnlySpan<byte> this[int row] => buffer.AsSpan((row == 0 ? 0 : ends[row - 1])..ends[row]);

    /// <summary>The text of the row being written, as far as it has come.</summary>
    public Span<byte> Current => buffer.AsSpan(start..end);

    /// <summary>Free space behind the current text; <see cref="Append(int)"/> says how much of it was filled.</summary>
    public Span<byte> Room(int length)
    {
        if (end + length > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(end + length, 2 * buffer.Length));
        }

        return buffer.AsSpan(end, length);
    }

    public void Append(int length) => end += length;

    public void Append(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        Append(utf8.Length);
    }

    /// <summary>Shortens the current text.</summary>
    public void Cut(int length) => end = start + length;

    /// <summary>Starts the text of a row anew.</summary>
    public void Begin(int row)
    {
        start = row == 0 ? 0 : ends[row - 1];
        end = start;
    }

    public void End(int row) => ends[row] = end;

    /// <summary>Gives back what one huge request made it take.</summary>
    public void Shrink()
    {
        if (buffer.Length > Math.Max(MostKept, BytesARow * ends.Length))
        {
            buffer = new byte[BytesARow * ends.Length];
        }
    }
}
