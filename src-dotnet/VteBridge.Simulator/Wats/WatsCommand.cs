using System.CommandLine;
using VteBridge.Simulator.Wats.Faults;

namespace VteBridge.Simulator.Wats;

/// <summary>`wats`: runs the WATS server as a process of its own until it is stopped.</summary>
internal static class WatsCommand
{
    private const string Description = """
        A WATS server on loopback: validates and keeps WSJF reports, answers queries, plays faults.

        Prints "ready port=N url=http://127.0.0.1:N" when it can be used; ends on SIGINT or SIGTERM.

        Control, without a token:
          GET    /control/counters           received, accepted, refused, overwrittenById, replacedByKey, byStatus ...
          DELETE /control/counters           set the counters to zero
          GET    /control/reports            every report kept, with the SHA-256 of its body
          GET    /control/reports/{id}/raw   the exact bytes received
          DELETE /control/reports            delete them
          GET    /control/refusals           the last 100 refused bodies (SHA-256) with the reasons
          POST   /control/faults             add a fault: {"kind":"status","status":429,"retryAfter":2,"times":3}
          GET    /control/faults             those still to be played
          DELETE /control/faults             clear them
        A fault: kind status | hang | drop | late; status, reason, retryAfter (seconds), delayMilliseconds;
        stored (do the work first, spoil the answer only); path (requests with this in their path, in place of
        submissions); every (k-th request); times (null: for ever).
        """;

    private static readonly Option<int> Port = new("--port") { Description = "Loopback port; 0 takes a free one." };

    private static readonly Option<string> Token = new("--token")
    {
        Description = "What must follow 'Authorization: Basic '.",
        DefaultValueFactory = _ => "demo",
    };

    private static readonly Option<bool> HeadersOnly = new("--headers-only")
    {
        Description = "Keep id, hash and header of each report, not its body: for tens of thousands of reports.",
    };

    private static readonly Option<bool> NoValidation = new("--no-validation")
    {
        Description = "Accept every report without checking it against the schema: for benchmarks.",
    };

    private static readonly Option<string[]> InitialFaults = new("--fault")
    {
        Description = "A fault from the start, as the JSON that /control/faults takes. Can be repeated.",
    };

    public static Command Create()
    {
        var command = new Command("wats", Description) { Port, Token, HeadersOnly, NoValidation, InitialFaults };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        WatsServer server;
        try
        {
            var faults = new WatsFaults();
            Array.ForEach(
                arguments.GetValue(InitialFaults) ?? [],
                json => faults.Add(JsonSerializer.Deserialize<Fault>(json, WatsFaults.Json))
            );
            server = await WatsServer.StartAsync(Options(arguments), faults);
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or IOException)
        {
            await arguments.InvocationConfiguration.Error.WriteLineAsync($"vtebridge-simulator wats: {wrong.Message}");
            return 2;
        }
        await using (server)
        {
            await arguments.InvocationConfiguration.Output.WriteLineAsync(
                $"ready port={server.Address.Port} url={server.Address.GetLeftPart(UriPartial.Authority)}"
            );
            await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return 0;
    }

    private static WatsServerOptions Options(ParseResult arguments) =>
        new()
        {
            Port = arguments.GetValue(Port),
            Token = arguments.GetValue(Token)!,
            KeepBodies = !arguments.GetValue(HeadersOnly),
            Rules = new() { Validates = !arguments.GetValue(NoValidation) },
        };
}
