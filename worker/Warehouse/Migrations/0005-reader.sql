-- The login that answers questions: it may read the views of schema ask, and nothing else. It has no password until its owner gives one.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hitcast_reader') THEN
        CREATE ROLE hitcast_reader LOGIN NOINHERIT CONNECTION LIMIT 50;
        ALTER ROLE hitcast_reader SET statement_timeout = '10s';
        ALTER ROLE hitcast_reader SET lock_timeout = '2s';
        ALTER ROLE hitcast_reader SET idle_in_transaction_session_timeout = '30s';
        ALTER ROLE hitcast_reader SET work_mem = '32MB';
        ALTER ROLE hitcast_reader SET search_path = ask;
        IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
            ALTER ROLE hitcast_reader SET temp_file_limit = '256MB';
        ELSE
            RAISE NOTICE 'Only a superuser may limit what hitcast_reader writes to temporary files: ALTER ROLE hitcast_reader SET temp_file_limit = ''256MB''.';
        END IF;
    END IF;
END
$$;
GRANT USAGE ON SCHEMA ask TO hitcast_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA ask TO hitcast_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA ask GRANT SELECT ON TABLES TO hitcast_reader;
