using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hitcast.Worker.Warehouse;

internal static class NumberOf
{
    /// <summary>A negative number made from a name, the same each time, for a company or collection that comes without TMDB's number.</summary>
    public static long Name(string name) =>
        -1 - (BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name))) & 0x3fff_ffff_ffff_ffff);
}
