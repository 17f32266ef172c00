using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Receives OTLP over HTTP or gRPC and decodes the parts that the tests need.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _requests = new();

    private Collector(HttpProtocols protocols)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server =>
            server.Listen(System.Net.IPAddress.Loopback, 0, port => port.Protocols = protocols)
        );
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    public static async Task<Collector> StartAsync(HttpProtocols protocols)
    {
        var collector = new Collector(protocols);
        await collector._app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    public string Address => _app.Urls.Single();

    public IReadOnlyList<string> Paths => [.. _requests.Select(r => r.Path)];

    /// <summary>All received bodies as Latin-1, in which the texts of the messages are readable.</summary>
    public string Text => string.Concat(_requests.Select(r => Encoding.Latin1.GetString(r.Body)));

    public IReadOnlyList<Span> Spans =>
        [
            .. from request in _requests
            where request.Path.Contains("trace", StringComparison.OrdinalIgnoreCase)
            from resource in Fields(request.Body, 1)
            from scope in Fields(resource, 2)
            from span in Fields(scope, 2)
            select new Span(Hex(span, 2), Hex(span, 4), Encoding.UTF8.GetString(Fields(span, 5).Single())),
        ];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext call)
    {
        using var body = new MemoryStream();
        await call.Request.Body.CopyToAsync(body);
        var isGrpc = call.Request.ContentType == "application/grpc";
        // A gRPC message is preceded by a flag and its length.
        _requests.Enqueue((call.Request.Path, body.ToArray()[(isGrpc ? 5 : 0)..]));
        call.Response.ContentType = call.Request.ContentType;
        if (!isGrpc)
            return;
        await call.Response.Body.WriteAsync(new byte[5]);
        call.Response.AppendTrailer("grpc-status", "0");
    }

    private static string Hex(byte[] message, int field) =>
        Convert.ToHexString(Fields(message, field).FirstOrDefault() ?? []);

    /// <summary>The length-delimited fields of a protobuf message that have this number.</summary>
    private static IEnumerable<byte[]> Fields(byte[] message, int number)
    {
        for (var at = 0; at < message.Length; )
        {
            var key = Number(message, ref at);
            var start = at;
            switch (key & 7)
            {
                case 0:
                    Number(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    var length = (int)Number(message, ref at);
                    start = at;
                    at += length;
                    if ((int)(key >> 3) == number)
                        yield return message[start..at];
                    break;
            }
        }
    }

    private static ulong Number(byte[] message, ref int at)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            number |= (ulong)(part & 127) << shift;
            if (part < 128)
                return number;
        }
    }

    /// <param name="Parent">Empty for the root span of a trace.</param>
    internal sealed record Span(string Id, string Parent, string Name);
}
