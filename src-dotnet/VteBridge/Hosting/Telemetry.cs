using System.Diagnostics.Tracing;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using VteBridge.Configuration;
using VteBridge.Monitoring.Metrics;
using VteBridge.Sync;

namespace VteBridge.Hosting;

/// <summary>Sends metrics and traces to a collector, if one is configured. Disposing it sends what is left.</summary>
internal sealed class Telemetry : IDisposable
{
    private readonly List<IDisposable> _parts = [];

    /// <param name="metrics">The metrics to send. Being a dependency here, it lives until the last of them is sent.</param>
    public Telemetry(TelemetryOptions options, BridgeMetrics metrics, ILogger<Telemetry> log)
    {
        if (!options.Otlp.IsOn)
            return;
        var resource = ResourceBuilder.CreateDefault().AddService("vtebridge", serviceVersion: ProgramInfo.Version);
        _ = metrics;
        _parts.Add(new ExportTrouble(options.Otlp, log));
        _parts.Add(
            Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource(SyncTracing.SourceName)
                .AddOtlpExporter(exporter => Use(options.Otlp, exporter, "v1/traces"))
                .Build()
        );
        _parts.Add(
            Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter(BridgeMetrics.MeterName, "System.Runtime")
                .AddOtlpExporter(exporter => Use(options.Otlp, exporter, "v1/metrics"))
                .Build()
        );
    }

    public void Dispose()
    {
        foreach (var part in Enumerable.Reverse(_parts))
            part.Dispose();
        _parts.Clear();
    }

    private static void Use(OtlpOptions options, OtlpExporterOptions exporter, string path)
    {
        var isHttp = options.Protocol == OtlpProtocol.Http;
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = new Uri(isHttp ? $"{options.Endpoint.TrimEnd('/')}/{path}" : options.Endpoint);
    }

    /// <summary>Logs once that the collector refuses data; the library itself only raises events that nobody sees.</summary>
    private sealed class ExportTrouble(OtlpOptions options, ILogger log) : EventListener
    {
        private int _told;

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name.StartsWith("OpenTelemetry-Exporter", StringComparison.Ordinal))
                EnableEvents(eventSource, EventLevel.Warning);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (Interlocked.Exchange(ref _told, 1) == 0)
                log.LogWarning(
                    "The collector {Endpoint} does not accept metrics or traces; the sync goes on without it. Check Telemetry:Otlp:Endpoint and Telemetry:Otlp:Protocol. {Why}",
                    options.Endpoint,
                    $"{eventData.EventName}: {string.Join(' ', eventData.Payload ?? (IEnumerable<object?>)[])}"
                );
        }
    }
}
