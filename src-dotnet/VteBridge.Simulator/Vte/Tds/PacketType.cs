namespace VteBridge.Simulator.Vte.Tds;

internal enum PacketType : byte
{
    Batch = 0x01,
    Rpc = 0x03,
    Reply = 0x04,
    Attention = 0x06,
    TransactionRequest = 0x0E,
    Login = 0x10,
    PreLogin = 0x12,
}
