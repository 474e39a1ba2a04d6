using System.Text;

namespace Hitcast.InferenceApi.Warehouse;

internal static class SqlText
{
    /// <summary>If PostgreSQL can be sent this as text: no NUL, which would end the protocol's message, and no half of a surrogate pair.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune) || rune.Value == 0)
            {
                return false;
            }

            at += rune.Utf16SequenceLength;
        }

        return true;
    }
}
