using System.Security.Cryptography;
using System.Text;
using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>How TestDataOther is mapped: text, waveforms, pictures, unknown content.</summary>
public class OtherContentTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13];

    public static TheoryData<string, byte[], string, string> Files =>
        new()
        {
            { "PNG", Png, "image/png", "Screen.png" },
            { "JPEG", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16], "image/jpeg", "Screen.jpg" },
            { "PDF", "%PDF-1.7\n%\u00e2"u8.ToArray(), "application/pdf", "Screen.pdf" },
            { "ZIP", [(byte)'P', (byte)'K', 3, 4, 20, 0], "application/zip", "Screen.zip" },
            { "BMP", [(byte)'B', (byte)'M', 16, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 1, 1], "image/bmp", "Screen.bmp" },
            { "anything", [1, 2, 3, 0, 0xFE], "application/octet-stream", "Screen.bin" },
        };

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_are_attached_with_their_type_and_a_name(
        string what,
        byte[] bytes,
        string contentType,
        string name
    )
    {
        Assert.NotEmpty(what);
        var step = Assert.IsType<VerdictStep>(One(bytes));

        Assert.Equal((name, contentType), (step.Attachment!.Name, step.Attachment.ContentType));
        Assert.Equal(bytes, step.Attachment.Data.ToArray());
        Assert.Equal(Verdict.Passed, step.Status);
    }

    [Fact]
    public void File_without_a_verdict_is_attached_to_an_action() =>
        Assert.NotNull(Assert.IsType<ActionStep>(One(Png, code: null)).Attachment);

    [Fact]
    public void File_name_is_valid_on_every_file_system() =>
        Assert.Equal("a_b__c_.png", Assert.IsType<VerdictStep>(One(Png, name: "a/b:*c?")).Attachment!.Name);

    public static TheoryData<string, byte[]> Texts =>
        new()
        {
            { "UTF-8", Encoding.UTF8.GetBytes("Spänning 5 Ω") },
            { "UTF-8 with a mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("Spänning 5 Ω")] },
            { "UTF-16, as nvarchar is stored", Encoding.Unicode.GetBytes("Spänning 5 Ω") },
            { "UTF-16 with a mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Spänning 5 Ω")] },
            { "UTF-16, the other way round", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("Spänning 5 Ω")] },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_is_recognised_in_its_encodings(string encoding, byte[] bytes)
    {
        Assert.NotEmpty(encoding);
        Assert.Equal("Spänning 5 Ω", Assert.IsType<StringStep>(One(bytes)).Measurement.Value);
    }

    [Fact]
    public void Text_in_Windows_1252_is_recognised()
    {
        var bytes = Encoding.Latin1.GetBytes("Spänning: 5 µV, OK");

        Assert.Equal("Spänning: 5 µV, OK", Assert.IsType<StringStep>(One(bytes)).Measurement.Value);
    }

    [Fact]
    public void Text_that_begins_with_BM_is_no_bitmap() =>
        Assert.Equal(
            "BMW 320d, checked",
            Assert.IsType<StringStep>(One("BMW 320d, checked"u8.ToArray())).Measurement.Value
        );

    [Theory]
    [InlineData("0;1\n0.5;1.5\n1;2.25", "0;0.5;1", "1;1.5;2.25")]
    [InlineData("0,1\r\n0.5,-1e3\r\n", "0;0.5", "1;-1000")]
    [InlineData("0,5;1,25\n1,5;2", "0.5;1.5", "1.25;2")]
    [InlineData("1\t2\n\n3\t4\n", "1;3", "2;4")]
    [InlineData("1,5\n2.5,3", "1;2.5", "5;3")]
    [InlineData("1,234;2\n2,5;3", "1.234;2.5", "2;3")]
    [InlineData("0,125;2\n0,250;3", "0.125;0.25", "2;3")]
    public void Lines_of_two_numbers_are_a_chart(string text, string x, string y)
    {
        var step = Assert.IsType<ChartStep>(One(Encoding.UTF8.GetBytes(text)));

        Assert.Equal(new Chart("Screen", "X", "Y", null, "Screen", x, y), step.Chart);
        Assert.Equal(Verdict.Passed, step.Status);
    }

    [Fact]
    public void Headings_label_the_axes_of_a_chart()
    {
        var row = Runs.Other(1, "Ramp", Whole("t/s;U\n0;1\n1;2"u8.ToArray()), units: "V");

        var chart = Assert.IsType<ChartStep>(Runs.Steps([row]).Steps[0]).Chart;

        Assert.Equal(("t/s", "U", "V"), (chart.XLabel, chart.YLabel, chart.YUnit));
    }

    [Theory]
    [InlineData("1;2")]
    [InlineData("1;2\n3;x")]
    [InlineData("1;2;3\n4;5;6")]
    [InlineData("1;2\n3;1e999")]
    [InlineData("Temperature 21,5\nHumidity 40,1")]
    [InlineData("1,5\n2,5\n3,5")]
    [InlineData("Width, mm\n1,5\n2,5")]
    [InlineData("-1,5\n+2,5e3")]
    [InlineData("1,234;2\n2,345;3")]
    [InlineData("007;1\n008;2")]
    [InlineData("12345678901234567;1\n12345678901234568;2")]
    [InlineData("1;2\n,;3")]
    public void Anything_else_stays_text(string text) =>
        Assert.Equal(text, Assert.IsType<StringStep>(One(Encoding.UTF8.GetBytes(text))).Measurement.Value);

    [Fact]
    public void Waveform_is_read_from_TestDataOther_only()
    {
        var other = Runs.Other(1, "Wave", null) with { Text = "1;2\n3;4" };

        Assert.IsType<ChartStep>(Runs.Steps([other]).Steps[0]);
        Assert.IsType<StringStep>(Runs.Steps([Runs.Text(1, "Text", "1;2\n3;4")]).Steps[0]);
    }

    [Fact]
    public void Long_waveform_is_cut_and_says_so()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i};{i}\n"));
        var (steps, flags) = Runs.Steps([Runs.Other(1, "Wave", Whole(Encoding.UTF8.GetBytes(text)))]);

        Assert.Equal(10_000, Assert.IsType<ChartStep>(steps[0]).Chart.XData.Split(';').Length);
        Assert.Matches("10000 points.*SHA-256", steps[0].ReportText!);
        Assert.Equal([Flags.TextCut], flags);
        var (inText, _) = Runs.Steps([Runs.Other(1, "Wave", null) with { Text = text }]);
        Assert.Matches($"10000 points.*{text.Length} characters, SHA-256", inText[0].ReportText!);
    }

    [Fact]
    public void Large_file_is_left_out_with_size_and_hash()
    {
        var bytes = new byte[5 * 1024 * 1024];
        Png.CopyTo(bytes, 0);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var (steps, flags) = Runs.Steps([Runs.Other(1, "Big", new Blob(bytes[..Blob.Kept], bytes.Length, hash))]);

        var step = Assert.IsType<VerdictStep>(steps[0]);
        Assert.Null(step.Attachment);
        Assert.Equal(
            $"Not sent: image/png, 5242880 bytes, SHA-256 {hash} (WATS takes at most 100000 bytes)",
            step.ReportText
        );
        Assert.Equal([Flags.BlobExcluded], flags);
    }

    [Theory]
    [InlineData(100_000, true)]
    [InlineData(100_001, false)]
    public void WATS_limit_decides_to_the_byte(int size, bool attached)
    {
        var bytes = new byte[size];
        Assert.Equal(attached, Assert.IsType<VerdictStep>(One(bytes)).Attachment is not null);
    }

    [Fact]
    public void Attachments_are_left_out_when_configured()
    {
        var (steps, flags) = Runs.Steps([Runs.Other(1, "S", Whole(Png))], Runs.Options with { AttachBlobs = false });

        Assert.Contains("Mapping:AttachBlobs is false", steps[0].ReportText);
        Assert.Equal([Flags.BlobExcluded], flags);
    }

    [Fact]
    public void Long_text_in_a_blob_is_shown_as_far_as_read()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Zeile äöü\n", 60_000)));
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        for (var kept = Blob.Kept - 3; kept <= Blob.Kept; kept++)
        {
            var (steps, _) = Runs.Steps([Runs.Other(1, "Log", new Blob(bytes[..kept], bytes.Length, hash))]);

            Assert.StartsWith("Zeile äöü\nZeile", Assert.IsType<StringStep>(steps[0]).Measurement.Value);
            Assert.Contains($"{bytes.Length} bytes, SHA-256 {hash}", steps[0].ReportText);
        }
    }

    [Fact]
    public void Nothing_at_all_leaves_a_step_with_its_status()
    {
        Assert.Null(Assert.IsType<VerdictStep>(One([])).Attachment);
        Assert.IsType<VerdictStep>(Runs.Steps([Runs.Other(1, "S", null)]).Steps[0]);
        Assert.IsType<ActionStep>(Runs.Steps([Runs.Text(1, "S", "", null)]).Steps[0]);
    }

    private static WsjfStep One(byte[] bytes, string? code = "1", string name = "Screen") =>
        Runs.Steps([Runs.Other(1, name, Whole(bytes), code)]).Steps[0];

    private static Blob Whole(byte[] bytes) =>
        new(
            bytes.Length > Blob.Kept ? bytes[..Blob.Kept] : bytes,
            bytes.Length,
            Convert.ToHexStringLower(SHA256.HashData(bytes))
        );
}
