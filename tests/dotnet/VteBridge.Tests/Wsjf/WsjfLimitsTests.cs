using System.Buffers.Text;
using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats.Rules;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Wsjf;

/// <summary>The product's limits against the schema, where they are written down.</summary>
public sealed class WsjfLimitsTests
{
    private static readonly JsonNode Definitions = JsonNode.Parse(
        WsjfSchema.Text(new VteBridge.Simulator.Wats.Rules.WsjfRules())
    )!["definitions"]!;

    [Fact]
    public void The_limits_are_those_of_the_schema()
    {
        Assert.Equal(Longest("text"), WsjfLimits.Text);
        Assert.Equal(Longest("word"), WsjfLimits.Text);
        Assert.Equal(Longest("unit"), WsjfLimits.Unit);
        Assert.Equal(Longest("partType"), WsjfLimits.PartType);
        Assert.Equal(Longest("comment"), WsjfLimits.Comment);
        Assert.Equal(Longest("step", "errorMessage"), WsjfLimits.StepErrorMessage);
        Assert.Equal(Longest("step", "reportText"), WsjfLimits.ReportText);
        Assert.Equal(Longest("uut", "errorMessage"), WsjfLimits.ReportErrorMessage);
        Assert.Equal(Longest("seqCall", "path"), WsjfLimits.SequencePath);
        Assert.Equal(Longest("seqCall", "name"), WsjfLimits.SequenceName);
        Assert.Equal(Longest("seqCall", "version"), WsjfLimits.SequenceVersion);
        Assert.Equal(CrossFieldRules.AttachmentBytes, WsjfLimits.AttachmentBytes);
        Assert.Equal(Longest("attachment", "data"), Base64.GetMaxEncodedToUtf8Length(WsjfLimits.AttachmentBytes));
    }

    private static int Longest(string definition, string? member = null)
    {
        var schema = Definitions[definition]!;
        if (member is not null)
            schema = schema["properties"]![member]!;
        var longest = (int)schema["maxLength"]!;
        if (schema["pattern"] is { } pattern)
            Assert.EndsWith($",{longest}}}$", (string)pattern!);
        return longest;
    }
}
