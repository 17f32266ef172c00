-- A login for VteBridge that can read what it needs from a VTE database and do nothing else.
-- For SQL Server 2012 or later. Running it again changes nothing.
--
--   sqlcmd -S SERVER -E -i vte-read-only-login.sql -v Database=VTE9_3 Password="a long random one"
--
-- In Management Studio: Query > SQLCMD Mode, or replace $(Database) and $(Password) by hand.
-- With a Windows account (a gMSA, a machine account) instead of a password: replace the CREATE LOGIN statement by
--   CREATE LOGIN [DOMAIN\account$] FROM WINDOWS;
-- and 'vtebridge' by 'DOMAIN\account$' everywhere. Tables in another schema than dbo: replace dbo everywhere.

USE [master];
GO
IF SUSER_ID(N'vtebridge') IS NULL
    CREATE LOGIN [vtebridge] WITH PASSWORD = N'$(Password)', CHECK_POLICY = ON, DEFAULT_DATABASE = [$(Database)];
GO
USE [$(Database)];
GO
IF DATABASE_PRINCIPAL_ID(N'vtebridge') IS NULL
    CREATE USER [vtebridge] FOR LOGIN [vtebridge];
GO
-- This user can never write, whatever the site granted to 'public'.
ALTER ROLE [db_denydatawriter] ADD MEMBER [vtebridge];
GO
-- The tables that VteBridge reads, and no others. A table that this version of VTE does not have is skipped.
-- VteBridge reads the names of columns from INFORMATION_SCHEMA, which shows readable tables: VIEW DEFINITION is not needed.
IF OBJECT_ID(N'dbo.IndexData') IS NOT NULL GRANT SELECT ON [dbo].[IndexData] TO [vtebridge];
IF OBJECT_ID(N'dbo.TestDataNumeric') IS NOT NULL GRANT SELECT ON [dbo].[TestDataNumeric] TO [vtebridge];
IF OBJECT_ID(N'dbo.TestDataText') IS NOT NULL GRANT SELECT ON [dbo].[TestDataText] TO [vtebridge];
IF OBJECT_ID(N'dbo.TestDataOther') IS NOT NULL GRANT SELECT ON [dbo].[TestDataOther] TO [vtebridge];
IF OBJECT_ID(N'dbo.UutData') IS NOT NULL GRANT SELECT ON [dbo].[UutData] TO [vtebridge];
IF OBJECT_ID(N'dbo.UutHistory') IS NOT NULL GRANT SELECT ON [dbo].[UutHistory] TO [vtebridge];
IF OBJECT_ID(N'dbo.AssemblyData') IS NOT NULL GRANT SELECT ON [dbo].[AssemblyData] TO [vtebridge];
IF OBJECT_ID(N'dbo.Products') IS NOT NULL GRANT SELECT ON [dbo].[Products] TO [vtebridge];
IF OBJECT_ID(N'dbo.Testplans') IS NOT NULL GRANT SELECT ON [dbo].[Testplans] TO [vtebridge];
IF OBJECT_ID(N'dbo.TestplanRevisions') IS NOT NULL GRANT SELECT ON [dbo].[TestplanRevisions] TO [vtebridge];
IF OBJECT_ID(N'dbo.TestSystems') IS NOT NULL GRANT SELECT ON [dbo].[TestSystems] TO [vtebridge];
IF OBJECT_ID(N'dbo.TestsystemComponents') IS NOT NULL GRANT SELECT ON [dbo].[TestsystemComponents] TO [vtebridge];
IF OBJECT_ID(N'dbo.Users') IS NOT NULL GRANT SELECT ON [dbo].[Users] TO [vtebridge];
IF OBJECT_ID(N'dbo.RepairData') IS NOT NULL GRANT SELECT ON [dbo].[RepairData] TO [vtebridge];
IF OBJECT_ID(N'dbo.RepairActions') IS NOT NULL GRANT SELECT ON [dbo].[RepairActions] TO [vtebridge];
IF OBJECT_ID(N'dbo.RepairActionCodes') IS NOT NULL GRANT SELECT ON [dbo].[RepairActionCodes] TO [vtebridge];
IF OBJECT_ID(N'dbo.RepairFailureCodes') IS NOT NULL GRANT SELECT ON [dbo].[RepairFailureCodes] TO [vtebridge];
IF OBJECT_ID(N'dbo.RepairSyndromes') IS NOT NULL GRANT SELECT ON [dbo].[RepairSyndromes] TO [vtebridge];
IF OBJECT_ID(N'dbo.RepairSyndromeCauses') IS NOT NULL GRANT SELECT ON [dbo].[RepairSyndromeCauses] TO [vtebridge];
GO
-- This must follow the GRANT on the table, which would remove an earlier DENY on its column.
-- VteBridge never reads the passwords; the DENY keeps them from anybody else who gets hold of the login.
-- If the column has another name at your site, deny that one too.
IF COL_LENGTH(N'dbo.Users', N'Password') IS NOT NULL DENY SELECT ON [dbo].[Users] ([Password]) TO [vtebridge];
GO
-- Optional: lets 'vtebridge backfill' see how busy the server is, so that it can pause while others wait.
-- It shows all sessions of the server to this login. Without it, backfill goes by the response times of its own statements.
-- USE [master];
-- GRANT VIEW SERVER STATE TO [vtebridge];
