using VteBridge.Simulator.Vte.Sql;
using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Runs the statements of a batch and writes their results into the reply.</summary>
internal sealed class BatchRunner(Session session, ServerParts server, ReplyBuffer reply) : IDisposable
{
    private readonly SessionValues _sessionValues = new(session, server.Database.Catalog, server.Options);
    private readonly StoreConnection _store = server.Database.RentReader();

    /// <param name="declaration">The parameters' types; empty for a plain batch.</param>
    /// <param name="done">The token that ends each result.</param>
    /// <returns>The variables as the batch left them.</returns>
    public async ValueTask<IReadOnlyDictionary<string, StoredValue>> RunAsync(
        string text,
        string declaration,
        IReadOnlyList<RpcParameter> parameters,
        byte done,
        CancellationToken cancellation
    )
    {
        var batch = server.Plans.Get(text, declaration);
        var variables = ParameterBinding.Bind(server.Plans.Parameters(declaration), parameters);
        var hasResults = batch.Steps.Any(step => step is QueryStep { Assignments.Count: 0 });
        if (!hasResults)
            await CountAsync(text, cancellation);
        foreach (var step in batch.Steps)
            await RunAsync(step, text, variables, done, cancellation);
        return variables;
    }

    public void ReturnValue(int ordinal, RpcParameter parameter, StoredValue value)
    {
        reply.Byte(Token.ReturnValue);
        reply.UInt16(ordinal);
        reply.ShortText(parameter.Name);
        reply.Byte(1);
        reply.Int32(0);
        reply.UInt16(0);
        reply.TypeInfo(parameter.Type);
        var row = _store.Prepare("SELECT ?1");
        row.Bind(1, value);
        row.Step();
        reply.Value(row, 0, parameter.Type);
        row.Reset();
    }

    public void Dispose() => server.Database.ReturnReader(_store);

    private async ValueTask RunAsync(
        Step step,
        string text,
        Dictionary<string, StoredValue> variables,
        byte done,
        CancellationToken cancellation
    )
    {
        switch (step)
        {
            case QueryStep { Assignments.Count: > 0 } assignment:
                Assign(assignment, variables);
                break;
            case QueryStep query:
                session.RowCount = await QueryAsync(query, text, variables, cancellation);
                reply.Done(done, isLast: false, session.IsCountOff ? null : session.RowCount);
                break;
            case SessionStep change:
                change.Change(session);
                break;
            case WaitStep wait:
                await Task.Delay(wait.Delay, cancellation);
                break;
            case WriteStep write:
                session.RowCount = server.Database.Write(store =>
                    write.Sqlite.Sum(sql => Write(store, sql, write, variables))
                );
                reply.Done(done, isLast: false, session.IsCountOff ? null : session.RowCount);
                break;
        }
    }

    private async ValueTask CountAsync(string text, CancellationToken cancellation)
    {
        var run = new QueryRun(session, server, reply, _store, text, []);
        await run.MeasureAsync(() => run.StrikeAsync(0, cancellation));
    }

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
            var statement = Open(_store, query.Sqlite, query.Inputs, variables);
            await using var interrupt = cancellation.Register(_store.Interrupt);
            await run.SendAsync(statement, query.Columns, cancellation);
        });
        return run.Rows;
    }

    private void Assign(QueryStep query, Dictionary<string, StoredValue> variables)
    {
        var statement = Open(_store, query.Sqlite, query.Inputs, variables);
        try
        {
            while (statement.Step())
                for (var i = 0; i < query.Assignments.Count; i++)
                    variables[query.Assignments[i]] = statement.Value(i);
        }
        finally
        {
            statement.Reset();
        }
    }

    private int Write(StoreConnection store, string sql, WriteStep step, Dictionary<string, StoredValue> variables)
    {
        var statement = Open(store, sql, step.Inputs, variables);
        statement.Step();
        statement.Reset();
        return store.Changes;
    }

    private StoreStatement Open(
        StoreConnection store,
        string sql,
        IReadOnlyList<Input> inputs,
        Dictionary<string, StoredValue> variables
    )
    {
        var statement = store.Prepare(sql);
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
