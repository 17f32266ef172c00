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
            await CountAsync(text, cancellation);
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
