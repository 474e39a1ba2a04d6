using System.Diagnostics;
using System.IO.Compression;
using Hitcast.Worker.Functions.Extraction;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Tests.Tmdb;
using Xunit;

namespace Hitcast.Worker.Tests.Functions;

public sealed class ExportFileTest
{
    [Fact]
    public async Task A_million_ids_are_planned_in_less_than_300_MB()
    {
        var export = Zip(Enumerable.Range(1, 1_000_000).Select(id => $$"""{"adult":false,"id":{{id}},"original_title":"A title of usual length {{id}}","popularity":{{Catalogue.PopularityOf(id)}},"video":false}"""));
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.WorkingSet64;

        var ids = await ExportFile.ReadAsync("export", new MemoryStream(export), CancellationToken.None);

        process.Refresh();
        Assert.Equal(1_000_000, ids.Length);
        Assert.Equal(Enumerable.Range(1, 1_000_000).MaxBy(Catalogue.PopularityOf), ids[0]);
        Assert.InRange(process.WorkingSet64 - before, 0, 200_000_000);
    }

    [Fact]
    public async Task A_file_that_is_cut_or_no_export_stops_the_run_with_a_sentence()
    {
        var whole = Zip(["""{"id":1,"popularity":1}""", """{"id":2,"popularity":1}"""]);
        byte[][] bad = [whole[..(whole.Length / 2)], Zip(["""{"id":1,"popularity":1}""", "<html>"]), Zip(["""{"popularity":1}"""]), "no gzip"u8.ToArray()];

        foreach (var file in bad)
        {
            var failure = await Assert.ThrowsAsync<FunctionFailedException>(() => ExportFile.ReadAsync("tmdb/exports/x", new MemoryStream(file), CancellationToken.None));
            Assert.StartsWith("tmdb/exports/x is no id export, or is cut", failure.Message, StringComparison.Ordinal);
        }
    }

    private static byte[] Zip(IEnumerable<string> lines)
    {
        using var content = new MemoryStream();
        using (var writer = new StreamWriter(new GZipStream(content, CompressionLevel.Fastest)) { NewLine = "\n" })
        {
            foreach (var line in lines)
            {
                writer.WriteLine(line);
            }
        }

        return content.ToArray();
    }
}
