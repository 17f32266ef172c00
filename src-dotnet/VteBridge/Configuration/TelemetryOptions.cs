namespace VteBridge.Configuration;

/// <summary>Section `Telemetry`: metrics and traces for a collector of OpenTelemetry. Read when the program starts.</summary>
internal sealed record TelemetryOptions
{
    public OtlpOptions Otlp { get; init; } = new();

    public IEnumerable<OptionProblem> Problems()
    {
        if (
            Otlp.IsOn
            && !(Uri.TryCreate(Otlp.Endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        )
            yield return new(
                "Telemetry:Otlp:Endpoint",
                $"'{Otlp.Endpoint}' is no web address.",
                "Write it as http://collector:4318 (HTTP) or http://collector:4317 (Grpc)."
            );
    }
}

/// <summary>Section `Telemetry:Otlp`: where `sync` and `run` send them.</summary>
internal sealed record OtlpOptions
{
    /// <summary>Address of the collector, such as http://127.0.0.1:4318. Empty: nothing is sent. Headers that it wants, a key for instance, come from the environment variable OTEL_EXPORTER_OTLP_HEADERS.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>How the collector is spoken to.</summary>
    public OtlpProtocol Protocol { get; init; } = OtlpProtocol.Http;

    public bool IsOn => Endpoint != "";
}

internal enum OtlpProtocol
{
    /// <summary>Protobuf over HTTP, to /v1/traces and /v1/metrics below the address; port 4318 by custom.</summary>
    Http,

    /// <summary>Port 4317 by custom.</summary>
    Grpc,
}
