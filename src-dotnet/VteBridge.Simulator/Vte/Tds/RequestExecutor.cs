namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Answers the requests of one session. The caller flushes the end of each reply.</summary>
internal sealed class RequestExecutor(Session session, ServerParts server, ReplyBuffer reply) : IDisposable
{
    private const int MostParameters = 2100;
    private const byte FatalSeverity = 20;

    private readonly BatchRunner _batches = new(session, server, reply);

    /// <summary>True after an error that ends the session was sent.</summary>
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

/// <summary>Runs the statements of a batch and writes their results into the reply.</summary>
internal sealed class BatchRunner(Session session, ServerParts server, ReplyBuffer reply) : IDisposable
{
    private readonly SessionValues _sessionValues = new(session, server.Database.Catalog, server.Options);
    private readonly StoreConnection _store = server.Database.RentReader();

    /// <param name="declaration">The types of the parameters; empty for a plain batch.</param>
    /// <param name="done">The token that ends each result.</param>
    public async ValueTask RunAsync(
        string text,
        string declaration,
        IReadOnlyList<RpcParameter> parameters,
        byte done,
        CancellationToken cancellation
    )
    {
        var steps = server.Plans.Get(text, declaration);
        var values = ParameterBinding.Bind(server.Plans.Parameters(declaration), parameters);
        if (!steps.Any(step => step is QueryStep))
        {
            var counted = new QueryRun(session, server, reply, _store, text, []);
            await counted.MeasureAsync(() => counted.StrikeAsync(0, cancellation));
        }
        foreach (var step in steps)
            if (step is QueryStep query)
            {
                session.RowCount = await QueryAsync(query, text, values, cancellation);
                reply.Done(done, isLast: false, session.IsCountOff ? null : session.RowCount);
            }
            else
                ((SessionStep)step).Change(session);
    }

    public void Dispose() => server.Database.ReturnReader(_store);

    private async ValueTask<long> QueryAsync(
        QueryStep query,
        string text,
        Dictionary<string, StoredValue> variables,
        CancellationToken cancellation
    )
    {
        var run = new QueryRun(session, server, reply, _store, text, query.Tables);
        await run.MeasureAsync(async () =>
        {
            await run.StrikeAsync(0, cancellation);
            var statement = Open(query, variables);
            await using var interrupt = cancellation.Register(_store.Interrupt);
            await run.SendAsync(statement, query.Columns, cancellation);
        });
        return run.Rows;
    }

    private StoreStatement Open(QueryStep query, Dictionary<string, StoredValue> variables)
    {
        var statement = _store.Prepare(query.Sqlite);
        var inputs = query.Inputs;
        var now = server.Options.Clock.GetUtcNow() + server.Faults.ClockShift;
        for (var i = 0; i < Math.Min(inputs.Count, statement.Inputs); i++)
            statement.Bind(
                i + 1,
                inputs[i].Source switch
                {
                    InputSource.Variable => variables.GetValueOrDefault(inputs[i].Name),
                    InputSource.Session => _sessionValues.Get(inputs[i].Name, now),
                    _ => inputs[i].Constant,
                }
            );
        return statement;
    }
}
