namespace Hitcast.InferenceApi.OpenInference;

/// <summary>The protocol's element types, under its own names.</summary>
internal enum TensorDatatype
{
    BOOL,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    INT8,
    INT16,
    INT32,
    INT64,
    FP16,
    FP32,
    FP64,
    BYTES,
}

internal static class TensorDatatypes
{
    /// <summary>Bytes of one element in the binary form; that of BYTES varies.</summary>
    public static int Width(this TensorDatatype datatype) => datatype switch
    {
        TensorDatatype.BOOL or TensorDatatype.UINT8 or TensorDatatype.INT8 => 1,
        TensorDatatype.UINT16 or TensorDatatype.INT16 or TensorDatatype.FP16 => 2,
        TensorDatatype.UINT32 or TensorDatatype.INT32 or TensorDatatype.FP32 => 4,
        TensorDatatype.UINT64 or TensorDatatype.INT64 or TensorDatatype.FP64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(datatype)),
    };

    public static TensorDatatype? Parse(string? name) =>
        Enum.TryParse<TensorDatatype>(name, out var datatype) && Enum.GetName(datatype) == name ? datatype : null;
}
