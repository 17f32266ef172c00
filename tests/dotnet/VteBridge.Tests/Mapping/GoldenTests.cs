using System.Text;
using VteBridge.Mapping;
using VteBridge.Tests.Wsjf;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>
/// Reports that a person has read and approved, one for each kind. A file holds the indented report for reading; hashes.txt holds the hash
/// of the bytes that are sent. After an intended change: set VTEBRIDGE_APPROVE=1, run these tests, and read the git diff.
/// </summary>
public class GoldenTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "data", "golden");
    private static readonly string Hashes = Path.Combine(Folder, "hashes.txt");

    public static TheoryData<string> Names => [.. GoldenRuns.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Report_has_the_approved_bytes(string name)
    {
        var report = Assert.IsType<MappedReport>(GoldenRuns.All[name]()).Report;
        var sent = WsjfWriter.ToUtf8(report).ToArray();
        var readable = WsjfWriter.ToUtf8(report, indented: true).ToArray();
        Assert.Empty(Wats.Refusals(sent));
        var file = Path.Combine(Folder, $"{name}.wsjf.json");
        if (Environment.GetEnvironmentVariable("VTEBRIDGE_APPROVE") == "1")
            Approve(file, readable);

        Assert.Equal(Encoding.UTF8.GetString(File.ReadAllBytes(file)).TrimEnd(), Encoding.UTF8.GetString(readable));
        Assert.Contains($"{WsjfWriter.ContentHash(sent)}  {name}", File.ReadAllLines(Hashes));
    }

    [Fact]
    public void Every_approved_file_belongs_to_a_golden_run() =>
        Assert.Equal(
            GoldenRuns.All.Keys.Order(StringComparer.Ordinal),
            Directory
                .GetFiles(Folder, "*.wsjf.json")
                .Select(file => Path.GetFileName(file).Replace(".wsjf.json", ""))
                .Order(StringComparer.Ordinal)
        );

    private static void Approve(string file, byte[] readable)
    {
        File.WriteAllBytes(file, [.. readable, (byte)'\n']);
        var lines = GoldenRuns
            .All.OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one =>
                $"{WsjfWriter.ContentHash(WsjfWriter.ToUtf8(((MappedReport)one.Value()).Report).ToArray())}  {one.Key}\n"
            );
        File.WriteAllText(Hashes, string.Concat(lines));
    }
}
