-- The roles of a deployment: who owns the ledger, who keeps its views, and two groups that people
-- are put into. psql variables: owner_password, projector_password.
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec
CREATE ROLE ledger_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE projector LOGIN PASSWORD :'projector_password';
CREATE ROLE clerks NOLOGIN;
CREATE ROLE auditors NOLOGIN;
SELECT format('GRANT CONNECT ON DATABASE %I TO ledger_owner, projector, clerks, auditors',
  current_database()) \gexec
SELECT format('GRANT CREATE ON DATABASE %I TO ledger_owner', current_database()) \gexec
