using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.OpenInference;

/// <summary>Writes answers as tensors: in the JSON, or as bytes behind it where the caller asked for that.</summary>
internal static class InferenceResponse
{
    public static async Task WriteAsync(HttpContext context, Manifest manifest, InferenceRequest request, Answers answers)
    {
        var binary = new ArrayBufferWriter<byte>();
        var json = new ArrayBufferWriter<byte>();
        using (var rented = JsonWriters.Rent(json))
        {
            Write(rented.Writer, manifest, request, answers, binary);
            rented.Writer.Flush();
        }

        var withBinary = request.Outputs.Any(output => output.Binary);
        context.Response.ContentType = withBinary ? "application/octet-stream" : "application/json";
        context.Response.ContentLength = json.WrittenCount + binary.WrittenCount;
        if (withBinary)
        {
            context.Response.Headers[RequestBody.HeaderLength] = json.WrittenCount.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.Body.WriteAsync(json.WrittenMemory, context.RequestAborted);
        await context.Response.Body.WriteAsync(binary.WrittenMemory, context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter writer, Manifest manifest, InferenceRequest request, Answers answers, ArrayBufferWriter<byte> binary)
    {
        writer.WriteStartObject();
        writer.WriteString("model_name"u8, manifest.Name);
        writer.WriteString("model_version"u8, manifest.Version.ToString(CultureInfo.InvariantCulture));
        if (request.Id is not null)
        {
            writer.WriteString("id"u8, request.Id);
        }

        writer.WriteStartArray("outputs"u8);
        foreach (var output in request.Outputs)
        {
            Write(writer, manifest.Outputs[output.Index], output, request.RowCount, answers, binary);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(
        Utf8JsonWriter writer, ModelOutput model, RequestedOutput output, int rowCount, Answers answers, ArrayBufferWriter<byte> binary)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, model.Name);
        writer.WriteString("datatype"u8, MetadataJson.Datatype(model.OnnxType));
        writer.WriteStartArray("shape"u8);
        writer.WriteNumberValue(rowCount);
        writer.WriteNumberValue(1);
        writer.WriteEndArray();
        if (output.Binary)
        {
            var before = binary.WrittenCount;
            WriteBytes(model, output.Index, rowCount, answers, binary);
            writer.WriteStartObject("parameters"u8);
            writer.WriteNumber("binary_data_size"u8, binary.WrittenCount - before);
            writer.WriteEndObject();
        }
        else
        {
            WriteElements(writer, model, output.Index, rowCount, answers);
        }

        writer.WriteEndObject();
    }

    private static void WriteElements(Utf8JsonWriter writer, ModelOutput model, int output, int rowCount, Answers answers)
    {
        writer.WriteStartArray("data"u8);
        for (var row = 0; row < rowCount; row++)
        {
            if (model.Values is { } values)
            {
                writer.WriteStringValue(values[answers.Labels[row]]);
            }
            else
            {
                writer.WriteNumberValue(answers.Number(output, row));
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteBytes(ModelOutput model, int output, int rowCount, Answers answers, ArrayBufferWriter<byte> binary)
    {
        var labels = model.Values?.Select(Encoding.UTF8.GetBytes).ToArray();
        for (var row = 0; row < rowCount; row++)
        {
            if (labels is null)
            {
                BinaryPrimitives.WriteSingleLittleEndian(binary.GetSpan(sizeof(float)), answers.Number(output, row));
                binary.Advance(sizeof(float));
                continue;
            }

            var label = labels[answers.Labels[row]];
            BinaryPrimitives.WriteInt32LittleEndian(binary.GetSpan(sizeof(int)), label.Length);
            binary.Advance(sizeof(int));
            binary.Write(label);
        }
    }
}
