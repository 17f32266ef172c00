using VteBridge.Simulator.Vte.Sql;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Answers the requests of one session. Each reply is complete but for the flush that ends it.</summary>
internal sealed class RequestExecutor(Session session, ServerParts server, ReplyBuffer reply) : IDisposable
{
    private const int MostParameters = 2100;
    private const byte FatalSeverity = 20;

    private readonly BatchRunner _batches = new(session, server, reply);

    /// <summary>An error that ends the session was sent.</summary>
    public bool IsOver { get; private set; }

    /// <returns>False when the request was cancelled.</returns>
    public async ValueTask<bool> ExecuteAsync(Request request)
    {
        var message = request.Message;
        var done = message.Type == PacketType.Rpc ? Token.DoneProcedure : Token.Done;
        if (message.IsReset)
        {
            session.Reset();
            reply.BinaryChange(18, [], []);
        }
        try
        {
            if (server.Faults.Latency > TimeSpan.Zero)
                await Task.Delay(server.Faults.Latency, request.Cancellation.Token);
            server.Statistics.Requested();
            await DispatchAsync(message, request.Cancellation.Token);
            return true;
        }
        catch (SqlFault fault)
        {
            reply.Error(fault);
            reply.Done(done, isLast: true, isError: true);
            IsOver = fault.Severity >= FatalSeverity;
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _batches.Dispose();

    private async ValueTask DispatchAsync(TdsMessage message, CancellationToken cancellation)
    {
        switch (message.Type)
        {
            case PacketType.Batch:
                await _batches.RunAsync(BatchText(message), "", [], Token.Done, cancellation);
                reply.Done(Token.Done, isLast: true);
                break;
            case PacketType.Rpc:
                var calls = RpcRequest.ReadAll(message.Payload.Span);
                for (var i = 0; i < calls.Count; i++)
                    await CallAsync(calls[i], isLast: i == calls.Count - 1, cancellation);
                break;
            default:
                throw SqlFaults.NotSupported($"requests of type {message.Type}");
        }
    }

    private static string BatchText(TdsMessage message)
    {
        var reader = new RequestReader(message.Payload.Span);
        reader.SkipHeaders();
        return reader.Rest();
    }

    private async ValueTask CallAsync(RpcRequest call, bool isLast, CancellationToken cancellation)
    {
        if (call.Parameters.Count > MostParameters)
            throw new SqlFault(
                8003,
                $"The incoming request has too many parameters. The server supports a maximum of {MostParameters} parameters. Reduce the number of parameters and resend the request."
            );
        var p = call.Parameters;
        if (!call.Procedure.Equals("sp_executesql", StringComparison.OrdinalIgnoreCase) || p.Count == 0)
            throw new SqlFault(2812, $"Could not find stored procedure '{call.Procedure}'.", 16, 62);
        var declaration = p.Count > 1 && !p[1].Value.IsNull ? p[1].Value.Text : "";
        await _batches.RunAsync(p[0].Value.Text, declaration, [.. p.Skip(2)], Token.DoneInProcedure, cancellation);
        reply.ReturnStatus(0);
        reply.Done(Token.DoneProcedure, isLast);
    }
}
