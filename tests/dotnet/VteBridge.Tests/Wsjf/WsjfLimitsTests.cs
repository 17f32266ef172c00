using System.Buffers.Text;
using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats.Rules;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Wsjf;

/// <summary>Compares the product's limits with those in the JSON schema.</summary>
public sealed class WsjfLimitsTests
{
    private static readonly JsonNode Definitions = JsonNode.Parse(WsjfSchema.Text)!["definitions"]!;

    [Fact]
    public void The_limits_are_those_of_the_schema()
    {
        Assert.Equal(WsjfLimits.Text, Longest("text"));
        Assert.Equal(WsjfLimits.Text, Longest("word"));
        Assert.Equal(WsjfLimits.Unit, Longest("unit"));
        Assert.Equal(WsjfLimits.PartType, Longest("partType"));
        Assert.Equal(WsjfLimits.Comment, Longest("comment"));
        Assert.Equal(WsjfLimits.ReportText, Longest("step", "reportText"));
        Assert.Equal(WsjfLimits.ReportErrorMessage, Longest("uut", "errorMessage"));
        Assert.Equal(WsjfLimits.SequencePath, Longest("seqCall", "path"));
        Assert.Equal(WsjfLimits.SequenceName, Longest("seqCall", "name"));
        Assert.Equal(WsjfLimits.SequenceVersion, Longest("seqCall", "version"));
        Assert.Equal(WsjfLimits.AttachmentBytes, CrossFieldRules.AttachmentBytes);
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
