using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace VteBridge.Simulator.Wats;

/// <summary>The shapes in which the server answers.</summary>
internal static class Answers
{
    public static JsonSerializerOptions Json { get; } =
        new(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        };

    /// <summary>
    /// A refusal: "Message" holds everything in one text, because that member is what pyWATS shows to its caller.
    /// </summary>
    public static async Task ProblemAsync(HttpContext context, int status, IReadOnlyList<string> reasons)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(
            new Dictionary<string, object> { ["Message"] = string.Join("; ", reasons), ["Reasons"] = reasons },
            context.RequestAborted
        );
    }
}
