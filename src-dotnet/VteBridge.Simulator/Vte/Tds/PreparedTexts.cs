using VteBridge.Simulator.Vte.Sql;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>The procedures by which clients run statements with parameters, and the texts they have prepared.</summary>
internal sealed class PreparedTexts
{
    private readonly Dictionary<int, (string Text, string Declaration)> _texts = [];
    private int _last;

    public void Clear() => _texts.Clear();

    public PreparedCall Resolve(RpcRequest call)
    {
        var p = call.Parameters;
        switch (call.Procedure.ToLowerInvariant())
        {
            case "sp_executesql" when p.Count >= 1:
                return new PreparedCall(Text(p[0]), p.Count > 1 ? Text(p[1]) : "", [.. p.Skip(2)], null, IsRun: true);
            case "sp_prepexec" when p.Count >= 3:
                _texts[++_last] = (Text(p[2]), Text(p[1]));
                return new PreparedCall(Text(p[2]), Text(p[1]), [.. p.Skip(3)], _last, IsRun: true);
            case "sp_prepare" when p.Count >= 3:
                _texts[++_last] = (Text(p[2]), Text(p[1]));
                return new PreparedCall("", "", [], _last, IsRun: false);
            case "sp_execute" when p.Count >= 1:
                var (text, declaration) = _texts.TryGetValue(Handle(p[0]), out var known)
                    ? known
                    : throw UnknownHandle(p[0]);
                return new PreparedCall(text, declaration, [.. p.Skip(1)], null, IsRun: true);
            case "sp_unprepare" when p.Count >= 1:
                return _texts.Remove(Handle(p[0]))
                    ? new PreparedCall("", "", [], null, IsRun: false)
                    : throw UnknownHandle(p[0]);
            default:
                throw new SqlFault(2812, $"Could not find stored procedure '{call.Procedure}'.", 16, 62);
        }
    }

    private static string Text(RpcParameter parameter) => parameter.Value.IsNull ? "" : parameter.Value.Text;

    private static int Handle(RpcParameter parameter) => (int)parameter.Value.Integer;

    private static SqlFault UnknownHandle(RpcParameter parameter) =>
        new(8179, $"Could not find prepared statement with handle {Handle(parameter)}.", 16, 2);
}

/// <param name="Declaration">The types of the parameters, "@a int, @b float".</param>
/// <param name="Handle">The handle of a text that was prepared by this call.</param>
/// <param name="IsRun">False for calls that only prepare or forget.</param>
internal sealed record PreparedCall(
    string Text,
    string Declaration,
    IReadOnlyList<RpcParameter> Values,
    int? Handle,
    bool IsRun
);
