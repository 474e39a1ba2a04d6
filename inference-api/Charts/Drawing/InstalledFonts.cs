using SkiaSharp;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>The fonts of the machine, for letters that Inter lacks.</summary>
/// <remarks>Skia's build without dependencies knows the files under /usr/share/fonts, but does not search them for a letter.</remarks>
internal static class InstalledFonts
{
    private static readonly string[] Families = [.. SKFontManager.Default.FontFamilies.OrderBy(Rank).ThenBy(family => family, StringComparer.Ordinal)];
    private static readonly Dictionary<(string Family, bool IsStrong), SKTypeface?> Faces = [];
    private static readonly Lock Door = new();

    /// <summary>A font that has a code point, the same at each call; null where none has.</summary>
    public static SKTypeface? Find(int codePoint, bool isStrong)
    {
        lock (Door)
        {
            return Families.Select(family => Face(family, isStrong)).FirstOrDefault(face => face is not null && face.ContainsGlyph(codePoint));
        }
    }

    private static SKTypeface? Face(string family, bool isStrong)
    {
        if (!Faces.TryGetValue((family, isStrong), out var face))
        {
            Faces[(family, isStrong)] = face = SKFontManager.Default.MatchFamily(family, isStrong ? SKFontStyle.Bold : SKFontStyle.Normal);
        }

        return face;
    }

    /// <summary>Plain letters before decorated ones; of the forms that Han letters take, those of Japan, where most such titles come from.</summary>
    private static int Rank(string family) => family switch
    {
        "Noto Sans CJK JP" => 0,
        _ when family.StartsWith("Noto Sans", StringComparison.Ordinal) => 1,
        _ when family.Contains("Sans", StringComparison.Ordinal) && !family.Contains("Mono", StringComparison.Ordinal) => 2,
        _ => 3,
    };
}
