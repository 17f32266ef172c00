using System.Net;
using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>Texts that are too long or contain invalid characters.</summary>
public class OddTextTests
{
    [Fact]
    public void Long_texts_of_steps_are_whole_in_the_report_text()
    {
        var name = new string('n', 99) + "😀" + new string('m', 50);
        var units = new string('V', 40);
        var text = string.Concat(Enumerable.Repeat("<0123456789>\n", 400));
        var (steps, flags) = Runs.Steps([Runs.Number(1, name, 1, units: units), Runs.Text(2, "Log", text)]);

        var number = Assert.IsType<NumericStep>(steps[0]);
        Assert.Equal(new string('n', 99), number.Name);
        Assert.Equal(new string('V', 20), number.Measurement.Unit);
        Assert.Contains(name, number.ReportText);
        Assert.Contains(units, number.ReportText);
        var log = Assert.IsType<StringStep>(steps[1]);
        Assert.Equal(text[..100], log.Measurement.Value);
        Assert.Equal($"<pre>{text}</pre>", WebUtility.HtmlDecode(log.ReportText));
        Assert.Equal([Flags.TextCut], flags);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("&")]
    [InlineData("😀")]
    [InlineData("\n")]
    public void Huge_text_fills_the_report_text_and_is_cut(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 200_000 / unit.Length));
        var (steps, flags) = Runs.Steps([Runs.Text(1, "Log", text)]);

        var html = steps[0].ReportText!;
        Assert.InRange(html.Length, 99_800, 100_000);
        Assert.Contains("200000 characters", html);
        Assert.Contains("(cut: too long for WATS; 200", html);
        Assert.DoesNotMatch("&[a-z#0-9]{0,5}…", html);
        Assert.Equal([Flags.TextCut], flags);
    }

    [Fact]
    public void Text_cut_by_the_reader_says_its_true_size()
    {
        var cut = new CutText(3_000_000, new string('a', 64));
        var row = Runs.Text(1, "Log", new string('x', 1000)) with { TextCut = cut, DescriptionCut = cut };
        var (steps, flags) = Runs.Steps([row with { Description = "Long" }]);

        var size = $"3000000 characters, SHA-256 {cut.Sha256}";
        Assert.Equal(2, steps[0].ReportText!.Split(size).Length - 1);
        Assert.Equal([Flags.TextCut], flags);
    }

    [Fact]
    public void Several_long_texts_say_how_much_was_cut()
    {
        TestStep[] rows = [.. Enumerable.Range(1, 3).Select(i => Runs.Text(1, $"T{i}", new string('x', 60_000)))];

        Assert.Contains("180000 characters in 3 texts, SHA-256", Runs.Steps(rows).Steps[0].ReportText);
    }

    [Fact]
    public void Huge_text_is_left_out_when_configured()
    {
        var (steps, _) = Runs.Steps(
            [Runs.Text(1, "Log", new string('x', 200_000))],
            Runs.Options with
            {
                LongText = LongTextPolicy.Exclude,
            }
        );

        Assert.Matches("^Not sent whole .*200000 characters, SHA-256 [0-9a-f]{64}", steps[0].ReportText!);
    }

    [Fact]
    public void Long_header_texts_are_whole_in_the_root()
    {
        var info = new string('i', 150);
        var mapped = Runs.Mapped(Runs.Ordinary with { Info1 = info, TestplanRevision = new string('7', 40) });

        Assert.Contains(new MiscInfo("Info1", info[..100]), mapped.Report.MiscInfos);
        Assert.Equal(new string('7', 30), mapped.Report.Root!.Call.Version);
        Assert.Contains($"Info1: {info}", mapped.Report.Root!.ReportText);
        Assert.Contains(new string('7', 40), mapped.Report.Root!.ReportText);
        Assert.Equal([Flags.TextCut], mapped.Flags);
    }

    [Fact]
    public void Only_control_characters_are_replaced()
    {
        const string good = "Ω µ å 日本 العربية 😀 👨‍👩‍👧";
        var (steps, _) = Runs.Steps([Runs.Text(1, $"\u0001{good}\uD83D", $"{good}\u001B\uDC00")]);

        Assert.Equal($"\uFFFD{good}\uFFFD", steps[0].Name);
        Assert.Equal($"{good}\uFFFD\uFFFD", Assert.IsType<StringStep>(steps[0]).Measurement.Value);
    }
}
