using System.Text.Json.Nodes;

namespace VteBridge.Tests.EndToEnd;

/// <summary>How a process ended and what it wrote.</summary>
internal sealed record ProcessEnd(int Code, string Output, string Errors)
{
    /// <summary>The last line of standard output, which must be one JSON object.</summary>
    public JsonObject Json => JsonNode.Parse(Output.TrimEnd().Split('\n')[^1])!.AsObject();

    /// <summary>The program's message to the user, without the log.</summary>
    public string Message =>
        Errors.Split('\n').SkipWhile(l => !l.StartsWith("vtebridge: ", StringComparison.Ordinal)) is var lines
            ? string.Join('\n', lines).Trim()
            : "";
}
