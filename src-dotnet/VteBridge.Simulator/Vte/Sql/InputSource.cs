namespace VteBridge.Simulator.Vte.Sql;

internal enum InputSource
{
    Constant,
    Variable,
    Session,
}
