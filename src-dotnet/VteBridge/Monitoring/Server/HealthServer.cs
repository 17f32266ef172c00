using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using VteBridge.Configuration;
using VteBridge.Monitoring.Metrics;
using VteBridge.Monitoring.Page;

namespace VteBridge.Monitoring.Server;

/// <summary>Kestrel with the status page, `/health`, `/health/live`, `/health/ready` and `/metrics`; read-only.</summary>
internal static class HealthServer
{
    private static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "[::1]"];

    public static void AddTo(
        WebApplicationBuilder builder,
        HealthOptions options,
        Func<HealthState> health,
        Func<BridgeOptions> live
    )
    {
        var address = HealthAddress.Parse(options.Url)!;
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            Limit(kestrel);
            kestrel.Listen(address.Address, address.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        // A page of another site can let its own name point to this machine (DNS rebinding), and would then be answered
        // like our own page. Beyond loopback, the key prevents that.
        builder.Services.AddHostFiltering(filter =>
        {
            filter.AllowEmptyHosts = false;
            filter.AllowedHosts =
                address.IsLoopback ? [.. LoopbackNames, $"{address.Address}", .. options.HostNames]
                : options.HostNames.Count > 0 ? [$"{address.Address}", .. options.HostNames]
                : ["*"];
        });
        var checks = builder.Services.AddHealthChecks();
        foreach (var (name, check) in ReadyChecks.All)
            checks.AddCheck(name, () => check(health().Take(), live()));
    }

    public static void Serve(
        WebApplication app,
        ApiKey? key,
        HealthState health,
        PrometheusExporter metrics,
        TimeProvider time
    )
    {
        app.Use(new AccessMiddleware(key).InvokeAsync);
        app.UseHostFiltering();
        app.UseHealthChecks("/health/live", Checks(key, _ => false));
        app.UseHealthChecks("/health/ready", Checks(key, _ => true));
        app.Run(context =>
            context.Request.Path.Value switch
            {
                "/" => PageAsync(context),
                "/health" => JsonAsync(context),
                "/metrics" => MetricsAsync(context),
                _ => NotFoundAsync(context),
            }
        );

        async Task PageAsync(HttpContext context) =>
            await WriteAsync(
                context,
                "text/html; charset=utf-8",
                await StatusPage.RenderAsync(health.Take(), time.LocalTimeZone)
            );

        Task JsonAsync(HttpContext context) =>
            WriteAsync(
                context,
                "application/json; charset=utf-8",
                Encoding.UTF8.GetString(SnapshotJson.ToUtf8(health.Take()))
            );

        Task MetricsAsync(HttpContext context)
        {
            context.Response.ContentType = PrometheusExporter.ContentType;
            return metrics.WriteAsync(context.Response.Body, context.RequestAborted);
        }
    }

    /// <summary>Without the key, a probe only learns which check fails.</summary>
    private static HealthCheckOptions Checks(ApiKey? key, Func<HealthCheckRegistration, bool> which) =>
        new()
        {
            Predicate = which,
            AllowCachingResponses = false,
            ResponseWriter = (context, report) =>
                ReadyChecks.WriteAsync(context, report, isOpen: key?.Opens(context.Request) ?? true),
        };

    /// <summary>Strict limits: real requests to this server are short and few.</summary>
    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 1024;
        kestrel.Limits.MaxRequestLineSize = 4096;
        kestrel.Limits.MaxRequestHeaderCount = 50;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxConcurrentConnections = 100;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
    }

    private static Task WriteAsync(HttpContext context, string type, string text)
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return WriteAsync(
            context,
            "text/plain; charset=utf-8",
            "Not found. There is / /health /health/live /health/ready /metrics\n"
        );
    }
}

/// <summary>
/// Listens nowhere. If `Health:Url` is empty, the host still needs a server, or it would start one on a port of its own
/// choice.
/// </summary>
internal sealed class NoServer : IServer
{
    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() { }
}
