using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VteBridge.Simulator.Vte.Control;

/// <summary>The HTTP control endpoint, on the loopback interface only.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ControlServer(WebApplication application) => _application = application;

    public int Port => new Uri(_application.Urls.First()).Port;

    /// <param name="port">0 takes a free one.</param>
    public static async Task<ControlServer> StartAsync(ControlVerbs verbs, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port));
        var application = builder.Build();
        application.MapGet("/", () => ControlVerbs.Help);
        application.MapPost("/control", request => Answer(request, verbs));
        await application.StartAsync();
        return new ControlServer(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task Answer(HttpContext context, ControlVerbs verbs)
    {
        var reply = new ControlReply();
        try
        {
            var order = await context.Request.ReadFromJsonAsync<ControlRequest>(context.RequestAborted);
            reply = verbs.Apply(order ?? throw new ArgumentException("The order is empty."));
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or ArgumentException
                        or FormatException
                        or InvalidOperationException
                        or Sql.SqlFault
            )
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            reply = new ControlReply(Error: e.Message);
        }
        await context.Response.WriteAsJsonAsync(reply, context.RequestAborted);
    }
}
