using System.Text;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Names as they are compared: like the functions of worker/Warehouse/Migrations/0008-names.sql, to which a test holds it.</summary>
internal static class Folding
{
    private const string Apostrophes = "'’`´";
    private const string Punctuation = "–—…·•¡¿«»“”„";
    private const string Sounds = "ckqxzgjvpdm", SoundsAs = "sssssggbbtn", Silent = "aeiouyhw ";

    private static readonly Dictionary<char, char> Plain = MakePlain();

    /// <summary>In small letters without accents and apostrophes, every other punctuation a space.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (IsApostrophe(letter))
            {
                continue;
            }

            if (!IsSeparator(letter))
            {
                folded.Append(OfLetter(letter));
            }
            else if (folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().TrimEnd(' ');
    }

    /// <summary>The first letter and the classes of the consonants, which most misspellings leave as they are.</summary>
    public static string Sound(string folded)
    {
        var sound = new StringBuilder(folded.Length);
        foreach (var letter in folded)
        {
            if (Silent.Contains(letter, StringComparison.Ordinal))
            {
                continue;
            }

            var place = Sounds.IndexOf(letter, StringComparison.Ordinal);
            var heard = place < 0 ? letter : SoundsAs[place];
            if (sound.Length == 0 || sound[^1] != heard)
            {
                sound.Append(heard);
            }
        }

        return folded.Length == 0 ? "" : folded[0] + sound.ToString();
    }

    public static bool IsApostrophe(char letter) => Apostrophes.Contains(letter, StringComparison.Ordinal);

    public static bool IsSeparator(char letter) => letter is <= '/' or (>= ':' and <= '@') or '[' or ']' or '\\' or '^' or '_' or '{' or '|' or '}' or '~' || Punctuation.Contains(letter, StringComparison.Ordinal);

    public static char OfLetter(char letter) => letter is >= 'A' and <= 'Z' ? (char)(letter | 0x20) : Plain.GetValueOrDefault(letter, letter);

    private static Dictionary<char, char> MakePlain()
    {
        const string From =
            "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĴĵĶķĹĺĻļĽľŃń"
            + "ŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺ"
            + "ḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẠạẢảẤấẦầẨẩẪẫẬậẮ"
            + "ắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹȘșȚțǍǎǐǒǔǦǧƠơƯưØøŁłĐđÐðÞþıÆæŒœß";
        const string To =
            "aaaaaaceeeeiiiinooooouuuuyaaaaaaceeeeiiiinooooouuuuyyaaaaaaccccccccddeeeeeeeeeegggggggghhiiiiiiiiijjkkllllllnn"
            + "nnnnoooooorrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzzaabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkklllll"
            + "lllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyaaaaaaaaaaaaaaa"
            + "aaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyssttaaiouggoouuoollddddttiaaoos";
        return From.Zip(To).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
