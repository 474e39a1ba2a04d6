using System.Text;

namespace Hitcast.InferenceApi.Scoring;

/// <summary>The positions of texts in a list, found by their UTF-8 bytes. Of equal texts the first counts.</summary>
public sealed class Utf8Lookup
{
    private readonly Dictionary<byte[], int> positions;
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> byBytes;

    public Utf8Lookup(IEnumerable<string> texts)
    {
        positions = new(Utf8Comparer.Instance);
        foreach (var (position, text) in texts.Index())
        {
            positions.TryAdd(Encoding.UTF8.GetBytes(text), position);
        }

        byBytes = positions.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The position of the text, or −1.</summary>
    public int Find(ReadOnlySpan<byte> utf8) => byBytes.TryGetValue(utf8, out var position) ? position : -1;
}
