--
-- PostgreSQL database dump
--


-- Dumped from database version 16.14
-- Dumped by pg_dump version 16.14

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: planning; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA planning;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: after_closing; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.after_closing (
    plan character varying NOT NULL,
    source character varying NOT NULL,
    key character varying NOT NULL,
    arrivals text NOT NULL
);


--
-- Name: alembic_version; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.alembic_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: attempt; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.attempt (
    content_sha256 character varying NOT NULL,
    attempts integer NOT NULL
);


--
-- Name: audit; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.audit (
    id bigint NOT NULL,
    at bigint NOT NULL,
    key_id character varying NOT NULL,
    act character varying NOT NULL,
    object character varying NOT NULL,
    chain character varying NOT NULL
);


--
-- Name: audit_id_seq; Type: SEQUENCE; Schema: planning; Owner: -
--

CREATE SEQUENCE planning.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: audit_id_seq; Type: SEQUENCE OWNED BY; Schema: planning; Owner: -
--

ALTER SEQUENCE planning.audit_id_seq OWNED BY planning.audit.id;


--
-- Name: calibration; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.calibration (
    plan character varying NOT NULL,
    version integer NOT NULL,
    measured_on date,
    recorded_at bigint NOT NULL,
    origin character varying NOT NULL,
    entries integer NOT NULL,
    completeness json NOT NULL,
    groups json NOT NULL,
    by character varying
);


--
-- Name: dead_letter; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.dead_letter (
    content_sha256 character varying NOT NULL,
    stream character varying NOT NULL,
    "position" character varying NOT NULL,
    sequence bigint,
    reason character varying NOT NULL,
    first_seen bigint NOT NULL,
    last_seen bigint NOT NULL,
    deliveries integer NOT NULL,
    state character varying NOT NULL,
    payload bytea
);


--
-- Name: entity; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.entity (
    id bigint NOT NULL,
    kind character varying NOT NULL,
    source character varying NOT NULL,
    key character varying NOT NULL
);


--
-- Name: entity_id_seq; Type: SEQUENCE; Schema: planning; Owner: -
--

CREATE SEQUENCE planning.entity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: entity_id_seq; Type: SEQUENCE OWNED BY; Schema: planning; Owner: -
--

ALTER SEQUENCE planning.entity_id_seq OWNED BY planning.entity.id;


--
-- Name: frozen; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.frozen (
    plan character varying NOT NULL,
    at bigint NOT NULL
);


--
-- Name: mark; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.mark (
    name character varying NOT NULL,
    sequence bigint NOT NULL
);


--
-- Name: movement; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.movement (
    place bigint NOT NULL,
    start date NOT NULL,
    known date NOT NULL,
    entries integer NOT NULL,
    change integer NOT NULL
);


--
-- Name: nowhere; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.nowhere (
    entity bigint NOT NULL,
    office character varying NOT NULL
);


--
-- Name: official_figure; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.official_figure (
    id bigint NOT NULL,
    plan character varying NOT NULL,
    month date NOT NULL,
    measure character varying NOT NULL,
    entries integer NOT NULL,
    as_of date,
    source character varying NOT NULL,
    entered bigint NOT NULL
);


--
-- Name: official_figure_id_seq; Type: SEQUENCE; Schema: planning; Owner: -
--

CREATE SEQUENCE planning.official_figure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: official_figure_id_seq; Type: SEQUENCE OWNED BY; Schema: planning; Owner: -
--

ALTER SEQUENCE planning.official_figure_id_seq OWNED BY planning.official_figure.id;


--
-- Name: other_arrival; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.other_arrival (
    entity bigint NOT NULL,
    revision bigint NOT NULL,
    event_id character varying NOT NULL,
    known bigint NOT NULL,
    sequence bigint NOT NULL,
    data text NOT NULL
);


--
-- Name: outbox; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.outbox (
    id bigint NOT NULL,
    stream character varying NOT NULL,
    body bytea NOT NULL
);


--
-- Name: outbox_id_seq; Type: SEQUENCE; Schema: planning; Owner: -
--

CREATE SEQUENCE planning.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: outbox_id_seq; Type: SEQUENCE OWNED BY; Schema: planning; Owner: -
--

ALTER SEQUENCE planning.outbox_id_seq OWNED BY planning.outbox.id;


--
-- Name: place; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.place (
    id bigint NOT NULL,
    owner character varying NOT NULL,
    kind character varying NOT NULL,
    names character varying NOT NULL
);


--
-- Name: place_id_seq; Type: SEQUENCE; Schema: planning; Owner: -
--

CREATE SEQUENCE planning.place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: place_id_seq; Type: SEQUENCE OWNED BY; Schema: planning; Owner: -
--

ALTER SEQUENCE planning.place_id_seq OWNED BY planning.place.id;


--
-- Name: plan; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.plan (
    plan character varying NOT NULL,
    version integer NOT NULL,
    year integer NOT NULL,
    valid_from date NOT NULL,
    published bigint NOT NULL,
    document bytea NOT NULL
);


--
-- Name: potential; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.potential (
    place bigint NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    known date NOT NULL,
    entries integer NOT NULL
);


--
-- Name: published; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.published (
    stream character varying NOT NULL,
    "position" character varying NOT NULL
);


--
-- Name: reporting; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.reporting (
    plan character varying NOT NULL,
    verdict character varying NOT NULL,
    observed_days double precision NOT NULL,
    calibrated_days double precision NOT NULL,
    since date NOT NULL
);


--
-- Name: revision; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.revision (
    entity bigint NOT NULL,
    revision bigint NOT NULL,
    known bigint NOT NULL,
    event_id character varying NOT NULL,
    sequence bigint NOT NULL,
    data text NOT NULL
);


--
-- Name: standing; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.standing (
    place bigint NOT NULL,
    start date NOT NULL,
    entries integer NOT NULL
);


--
-- Name: standing_month; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.standing_month (
    place bigint NOT NULL,
    month integer NOT NULL,
    entries integer NOT NULL
);


--
-- Name: standing_potential; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.standing_potential (
    place bigint NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    entries integer NOT NULL
);


--
-- Name: verdict; Type: TABLE; Schema: planning; Owner: -
--

CREATE TABLE planning.verdict (
    sequence bigint NOT NULL,
    result character varying NOT NULL,
    reason character varying
);


--
-- Name: audit id; Type: DEFAULT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.audit ALTER COLUMN id SET DEFAULT nextval('planning.audit_id_seq'::regclass);


--
-- Name: entity id; Type: DEFAULT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.entity ALTER COLUMN id SET DEFAULT nextval('planning.entity_id_seq'::regclass);


--
-- Name: official_figure id; Type: DEFAULT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.official_figure ALTER COLUMN id SET DEFAULT nextval('planning.official_figure_id_seq'::regclass);


--
-- Name: outbox id; Type: DEFAULT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.outbox ALTER COLUMN id SET DEFAULT nextval('planning.outbox_id_seq'::regclass);


--
-- Name: place id; Type: DEFAULT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.place ALTER COLUMN id SET DEFAULT nextval('planning.place_id_seq'::regclass);


--
-- Data for Name: after_closing; Type: TABLE DATA; Schema: planning; Owner: -
--



--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: planning; Owner: -
--

INSERT INTO planning.alembic_version VALUES ('planning_0001');


--
-- Data for Name: attempt; Type: TABLE DATA; Schema: planning; Owner: -
--



--
-- Data for Name: audit; Type: TABLE DATA; Schema: planning; Owner: -
--



--
-- Data for Name: calibration; Type: TABLE DATA; Schema: planning; Owner: -
--

INSERT INTO planning.calibration VALUES ('st-ost-2026', 1, NULL, 1771368537551017, 'default', 0, '[0.0, 0.05, 0.1, 0.15000000000000002, 0.2, 0.25, 0.2966666666666667, 0.3433333333333333, 0.39, 0.43666666666666665, 0.48333333333333334, 0.53, 0.5766666666666667, 0.6233333333333333, 0.67, 0.7000000000000001, 0.73, 0.76, 0.79, 0.8200000000000001, 0.85, 0.88, 0.8878571428571429, 0.8957142857142857, 0.9035714285714286, 0.9114285714285715, 0.9192857142857143, 0.9271428571428572, 0.935, 0.9428571428571428, 0.9507142857142857, 0.9585714285714285, 0.9664285714285714, 0.9742857142857143, 0.9821428571428571, 0.99, 0.9904, 0.9908, 0.9912, 0.9916, 0.992, 0.9924, 0.9928, 0.9932, 0.9936, 0.994, 0.9944, 0.9948, 0.9952, 0.9956, 0.996, 0.9964, 0.9968, 0.9972, 0.9976, 0.998, 0.9984, 0.9988, 0.9992, 0.9996, 1.0]', '{}', '74747ebb');


--
-- Data for Name: dead_letter; Type: TABLE DATA; Schema: planning; Owner: -
--



--
-- Data for Name: entity; Type: TABLE DATA; Schema: planning; Owner: -
--

INSERT INTO planning.entity VALUES (1, 'customer', 'urn:office:aa-st-ost', 'c_1ad170f8ab0ae25ca8cc2ffa');
INSERT INTO planning.entity VALUES (2, 'customer', 'urn:office:aa-st-ost', 'c_568cdc7365a35c70831bb961');
INSERT INTO planning.entity VALUES (3, 'customer', 'urn:office:aa-st-ost', 'c_6c6e1c7f7d8dd9b7a02b1bda');
INSERT INTO planning.entity VALUES (4, 'customer', 'urn:office:aa-st-ost', 'c_6d42a390593276c9991f55b9');
INSERT INTO planning.entity VALUES (5, 'customer', 'urn:office:aa-st-ost', 'c_6fee26365214fb37098ededf');
INSERT INTO planning.entity VALUES (6, 'customer', 'urn:office:aa-st-ost', 'c_9179efb5303cdf9f845b1540');
INSERT INTO planning.entity VALUES (7, 'customer', 'urn:office:aa-st-ost', 'c_927240d078a81031ed3e8ae0');
INSERT INTO planning.entity VALUES (8, 'customer', 'urn:office:aa-st-ost', 'c_b659848dd1f0ad7b5134a9cf');
INSERT INTO planning.entity VALUES (9, 'customer', 'urn:office:aa-st-ost', 'c_c4895e308f67c6487431aa4d');
INSERT INTO planning.entity VALUES (10, 'customer', 'urn:office:aa-st-ost', 'c_d757453d70a8437352cdf5b9');
INSERT INTO planning.entity VALUES (11, 'customer', 'urn:office:aa-st-ost', 'c_dfc1aba29e9676ad30edac22');
INSERT INTO planning.entity VALUES (12, 'customer', 'urn:office:aa-st-ost', 'c_e64242565ce62ca53bf9e766');
INSERT INTO planning.entity VALUES (13, 'customer', 'urn:office:aa-st-ost', 'c_fb8f536a89c57aaa1b71031d');
INSERT INTO planning.entity VALUES (14, 'customer', 'urn:office:jc-abi', 'c_066c587a123bfd91210a547c');
INSERT INTO planning.entity VALUES (15, 'customer', 'urn:office:jc-abi', 'c_8c391502d5f83386133c5711');
INSERT INTO planning.entity VALUES (16, 'customer', 'urn:office:jc-abi', 'c_c1f2e3fedc6fc8b22be238ed');
INSERT INTO planning.entity VALUES (17, 'customer', 'urn:office:jc-abi', 'c_dc7dfac0903175df4ae92a15');
INSERT INTO planning.entity VALUES (18, 'customer', 'urn:office:jc-abi', 'c_f7a171f1e039215818880589');
INSERT INTO planning.entity VALUES (19, 'customer', 'urn:office:jc-dero', 'c_f51b7775f5461e0266e0f2e1');
INSERT INTO planning.entity VALUES (20, 'customer', 'urn:office:jc-wb', 'c_1ad562df67999d9af4d88940');
INSERT INTO planning.entity VALUES (21, 'customer', 'urn:office:jc-wb', 'c_6bb05e14f76b780e2b339246');
INSERT INTO planning.entity VALUES (22, 'customer', 'urn:office:jc-wb', 'c_8fc11c4be8a78300b753c027');
INSERT INTO planning.entity VALUES (23, 'customer', 'urn:office:jc-wb', 'c_9e553672399b32452197b490');
INSERT INTO planning.entity VALUES (24, 'customer', 'urn:office:jc-wb', 'c_cc8578670a4c6bfe98218a4f');
INSERT INTO planning.entity VALUES (25, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000001');
INSERT INTO planning.entity VALUES (26, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000025');
INSERT INTO planning.entity VALUES (27, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000123');
INSERT INTO planning.entity VALUES (28, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000132');
INSERT INTO planning.entity VALUES (29, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000179');
INSERT INTO planning.entity VALUES (30, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000180');
INSERT INTO planning.entity VALUES (31, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000188');
INSERT INTO planning.entity VALUES (32, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000193');
INSERT INTO planning.entity VALUES (33, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000194');
INSERT INTO planning.entity VALUES (34, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000196');
INSERT INTO planning.entity VALUES (35, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000198');
INSERT INTO planning.entity VALUES (36, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000211');
INSERT INTO planning.entity VALUES (37, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000306');
INSERT INTO planning.entity VALUES (38, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000355');
INSERT INTO planning.entity VALUES (39, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000505');
INSERT INTO planning.entity VALUES (40, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000507');
INSERT INTO planning.entity VALUES (41, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000508');
INSERT INTO planning.entity VALUES (42, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000633X');
INSERT INTO planning.entity VALUES (43, 'entry', 'urn:office:aa-st-ost', 'T-2026-01000691');
INSERT INTO planning.entity VALUES (44, 'entry', 'urn:office:jc-abi', 'T-2026-01000003');
INSERT INTO planning.entity VALUES (45, 'entry', 'urn:office:jc-abi', 'T-2026-01000010');
INSERT INTO planning.entity VALUES (46, 'entry', 'urn:office:jc-abi', 'T-2026-01000011');
INSERT INTO planning.entity VALUES (47, 'entry', 'urn:office:jc-abi', 'T-2026-01000046X');
INSERT INTO planning.entity VALUES (48, 'entry', 'urn:office:jc-abi', 'T-2026-01000187');
INSERT INTO planning.entity VALUES (49, 'entry', 'urn:office:jc-abi', 'T-2026-01000221');
INSERT INTO planning.entity VALUES (50, 'entry', 'urn:office:jc-abi', 'T-2026-01000231');
INSERT INTO planning.entity VALUES (51, 'entry', 'urn:office:jc-abi', 'T-2026-01000476');
INSERT INTO planning.entity VALUES (52, 'entry', 'urn:office:jc-abi', 'T-2026-01000558');
INSERT INTO planning.entity VALUES (53, 'entry', 'urn:office:jc-dero', 'T-2026-01000005');
INSERT INTO planning.entity VALUES (54, 'entry', 'urn:office:jc-dero', 'T-2026-01000218');
INSERT INTO planning.entity VALUES (55, 'entry', 'urn:office:jc-dero', 'T-2026-01000300');
INSERT INTO planning.entity VALUES (56, 'entry', 'urn:office:jc-dero', 'T-2026-01000411');
INSERT INTO planning.entity VALUES (57, 'entry', 'urn:office:jc-dero', 'T-2026-01000513');
INSERT INTO planning.entity VALUES (58, 'entry', 'urn:office:jc-dero', 'T-2026-01000567');
INSERT INTO planning.entity VALUES (59, 'entry', 'urn:office:jc-dero', 'T-2026-01000575');
INSERT INTO planning.entity VALUES (60, 'entry', 'urn:office:jc-dero', 'T-2026-01000629');
INSERT INTO planning.entity VALUES (61, 'entry', 'urn:office:jc-wb', 'T-2026-01000036');
INSERT INTO planning.entity VALUES (62, 'entry', 'urn:office:jc-wb', 'T-2026-01000304');
INSERT INTO planning.entity VALUES (63, 'entry', 'urn:office:jc-wb', 'T-2026-01000415');
INSERT INTO planning.entity VALUES (64, 'entry', 'urn:office:jc-wb', 'T-2026-01000418');
INSERT INTO planning.entity VALUES (65, 'entry', 'urn:office:jc-wb', 'T-2026-01000468');
INSERT INTO planning.entity VALUES (66, 'entry', 'urn:office:jc-wb', 'T-2026-01000562');
INSERT INTO planning.entity VALUES (67, 'entry', 'urn:office:jc-wb', 'T-2026-01000627');
INSERT INTO planning.entity VALUES (68, 'entry', 'urn:office:jc-wb', 'T-2026-01000690');
INSERT INTO planning.entity VALUES (69, 'entry', 'urn:office:jc-wb', 'T-2026-01000694');
INSERT INTO planning.entity VALUES (70, 'voucher', 'urn:office:aa-st-ost', 'V-2026-01000001');
INSERT INTO planning.entity VALUES (71, 'voucher', 'urn:office:aa-st-ost', 'V-2026-01000019');
INSERT INTO planning.entity VALUES (72, 'voucher', 'urn:office:aa-st-ost', 'V-2026-01000025');
INSERT INTO planning.entity VALUES (73, 'voucher', 'urn:office:aa-st-ost', 'V-2026-01000123');
INSERT INTO planning.entity VALUES (74, 'voucher', 'urn:office:aa-st-ost', 'V-2026-01000179');
INSERT INTO planning.entity VALUES (75, 'voucher', 'urn:office:aa-st-ost', 'V-2026-01000188');
INSERT INTO planning.entity VALUES (76, 'voucher', 'urn:office:aa-st-ost', 'V-2026-01000193');
INSERT INTO planning.entity VALUES (77, 'voucher', 'urn:office:aa-st-ost', 'V-2026-01000307');
INSERT INTO planning.entity VALUES (78, 'voucher', 'urn:office:aa-st-ost', 'V-2026-01000505');
INSERT INTO planning.entity VALUES (79, 'voucher', 'urn:office:aa-st-ost', 'V-2026-01000507');
INSERT INTO planning.entity VALUES (80, 'voucher', 'urn:office:aa-st-ost', 'V-2026-01000508');
INSERT INTO planning.entity VALUES (81, 'voucher', 'urn:office:aa-st-ost', 'V-2026-01000573');
INSERT INTO planning.entity VALUES (82, 'voucher', 'urn:office:aa-st-ost', 'V-2026-01000577');
INSERT INTO planning.entity VALUES (83, 'voucher', 'urn:office:aa-st-ost', 'V-2026-01000586');
INSERT INTO planning.entity VALUES (84, 'voucher', 'urn:office:aa-st-ost', 'V-2026-01000735');
INSERT INTO planning.entity VALUES (85, 'voucher', 'urn:office:jc-abi', 'V-2026-01000003');
INSERT INTO planning.entity VALUES (86, 'voucher', 'urn:office:jc-abi', 'V-2026-01000011');
INSERT INTO planning.entity VALUES (87, 'voucher', 'urn:office:jc-abi', 'V-2026-01000034');
INSERT INTO planning.entity VALUES (88, 'voucher', 'urn:office:jc-abi', 'V-2026-01000046X');
INSERT INTO planning.entity VALUES (89, 'voucher', 'urn:office:jc-abi', 'V-2026-01000187');
INSERT INTO planning.entity VALUES (90, 'voucher', 'urn:office:jc-abi', 'V-2026-01000558');
INSERT INTO planning.entity VALUES (91, 'voucher', 'urn:office:jc-dero', 'V-2026-01000411');
INSERT INTO planning.entity VALUES (92, 'voucher', 'urn:office:jc-dero', 'V-2026-01000513');
INSERT INTO planning.entity VALUES (93, 'voucher', 'urn:office:jc-dero', 'V-2026-01000629');
INSERT INTO planning.entity VALUES (94, 'voucher', 'urn:office:jc-dero', 'V-2026-01000696');
INSERT INTO planning.entity VALUES (95, 'voucher', 'urn:office:jc-dero', 'V-2026-01000698');
INSERT INTO planning.entity VALUES (96, 'voucher', 'urn:office:jc-dero', 'V-2026-01000738');
INSERT INTO planning.entity VALUES (97, 'voucher', 'urn:office:jc-wb', 'V-2026-01000021');
INSERT INTO planning.entity VALUES (98, 'voucher', 'urn:office:jc-wb', 'V-2026-01000036');
INSERT INTO planning.entity VALUES (99, 'voucher', 'urn:office:jc-wb', 'V-2026-01000304');
INSERT INTO planning.entity VALUES (100, 'voucher', 'urn:office:jc-wb', 'V-2026-01000415');
INSERT INTO planning.entity VALUES (101, 'voucher', 'urn:office:jc-wb', 'V-2026-01000468');
INSERT INTO planning.entity VALUES (102, 'voucher', 'urn:office:jc-wb', 'V-2026-01000627');


--
-- Data for Name: frozen; Type: TABLE DATA; Schema: planning; Owner: -
--



--
-- Data for Name: mark; Type: TABLE DATA; Schema: planning; Owner: -
--

INSERT INTO planning.mark VALUES ('settled', 149);
INSERT INTO planning.mark VALUES ('reported', 1795387738422623);


--
-- Data for Name: movement; Type: TABLE DATA; Schema: planning; Owner: -
--

INSERT INTO planning.movement VALUES (19, '2026-01-14', '2026-01-23', 1, 1);
INSERT INTO planning.movement VALUES (20, '2026-01-22', '2026-02-02', 1, 1);
INSERT INTO planning.movement VALUES (21, '2026-01-22', '2026-01-30', 1, 1);
INSERT INTO planning.movement VALUES (21, '2026-02-02', '2026-02-12', 2, 1);
INSERT INTO planning.movement VALUES (21, '2026-02-02', '2026-02-14', 1, 1);
INSERT INTO planning.movement VALUES (21, '2026-02-11', '2026-02-16', 1, 1);
INSERT INTO planning.movement VALUES (22, '2026-01-19', '2026-01-26', 1, 1);
INSERT INTO planning.movement VALUES (23, '2026-01-07', '2026-01-14', 1, 1);
INSERT INTO planning.movement VALUES (24, '2026-01-09', '2026-01-16', 1, 1);
INSERT INTO planning.movement VALUES (24, '2026-01-19', '2026-01-27', 1, 1);
INSERT INTO planning.movement VALUES (25, '2026-01-29', '2026-02-10', 1, 1);
INSERT INTO planning.movement VALUES (26, '2026-01-05', '2026-01-11', 1, 1);
INSERT INTO planning.movement VALUES (27, '2026-01-15', '2026-01-21', 1, 1);
INSERT INTO planning.movement VALUES (28, '2026-01-30', '2026-02-13', 1, 1);
INSERT INTO planning.movement VALUES (29, '2026-01-19', '2026-01-25', 1, 1);
INSERT INTO planning.movement VALUES (29, '2026-01-28', '2026-01-30', 1, 1);
INSERT INTO planning.movement VALUES (30, '2026-01-09', '2026-01-17', 1, 1);
INSERT INTO planning.movement VALUES (31, '2026-02-12', '2026-02-15', 1, 1);
INSERT INTO planning.movement VALUES (32, '2026-01-21', '2026-02-01', 1, 1);
INSERT INTO planning.movement VALUES (33, '2026-01-23', '2026-01-27', 1, 1);
INSERT INTO planning.movement VALUES (34, '2026-01-16', '2026-01-18', 1, 1);
INSERT INTO planning.movement VALUES (35, '2026-01-21', '2026-01-26', 1, 1);
INSERT INTO planning.movement VALUES (36, '2026-01-22', '2026-01-04', 1, 1);
INSERT INTO planning.movement VALUES (36, '2026-01-22', '2026-02-02', -1, 1);
INSERT INTO planning.movement VALUES (36, '2026-02-17', '2026-02-04', 1, 1);
INSERT INTO planning.movement VALUES (37, '2026-03-13', '2026-02-06', 1, 1);
INSERT INTO planning.movement VALUES (38, '2026-01-22', '2026-01-01', 1, 1);
INSERT INTO planning.movement VALUES (38, '2026-01-22', '2026-01-30', -1, 1);
INSERT INTO planning.movement VALUES (38, '2026-02-02', '2026-01-07', 1, 1);
INSERT INTO planning.movement VALUES (38, '2026-02-02', '2026-01-15', 1, 1);
INSERT INTO planning.movement VALUES (38, '2026-02-02', '2026-02-12', -1, 1);
INSERT INTO planning.movement VALUES (38, '2026-02-02', '2026-02-14', -1, 1);
INSERT INTO planning.movement VALUES (38, '2026-02-11', '2026-01-18', 1, 1);
INSERT INTO planning.movement VALUES (38, '2026-02-11', '2026-02-16', -1, 1);
INSERT INTO planning.movement VALUES (39, '2026-03-02', '2026-01-23', 1, 1);
INSERT INTO planning.movement VALUES (39, '2026-03-12', '2026-02-07', 1, 1);
INSERT INTO planning.movement VALUES (40, '2026-03-03', '2026-02-14', 1, 1);
INSERT INTO planning.movement VALUES (41, '2026-02-27', '2026-02-16', 1, 1);
INSERT INTO planning.movement VALUES (42, '2026-02-26', '2026-01-27', 1, 1);
INSERT INTO planning.movement VALUES (43, '2026-01-07', '2025-12-08', 1, 1);
INSERT INTO planning.movement VALUES (43, '2026-01-07', '2026-01-14', -1, 1);
INSERT INTO planning.movement VALUES (44, '2026-03-30', '2026-02-14', 1, 1);
INSERT INTO planning.movement VALUES (45, '2026-02-20', '2026-02-03', 1, 1);
INSERT INTO planning.movement VALUES (46, '2026-01-29', '2026-01-16', 1, 1);
INSERT INTO planning.movement VALUES (46, '2026-01-29', '2026-02-10', -1, 1);
INSERT INTO planning.movement VALUES (47, '2026-01-05', '2025-12-25', 1, 1);
INSERT INTO planning.movement VALUES (47, '2026-01-05', '2026-01-11', -1, 1);
INSERT INTO planning.movement VALUES (47, '2026-02-26', '2026-01-28', 1, 1);
INSERT INTO planning.movement VALUES (48, '2026-01-15', '2025-12-29', 1, 1);
INSERT INTO planning.movement VALUES (48, '2026-01-15', '2026-01-21', -1, 1);
INSERT INTO planning.movement VALUES (49, '2026-02-27', '2026-01-25', 1, 1);
INSERT INTO planning.movement VALUES (50, '2026-01-30', '2025-12-29', 1, 1);
INSERT INTO planning.movement VALUES (50, '2026-01-30', '2026-02-13', -1, 1);
INSERT INTO planning.movement VALUES (50, '2026-02-20', '2026-01-12', 1, 1);
INSERT INTO planning.movement VALUES (51, '2026-01-19', '2026-01-09', 1, 1);
INSERT INTO planning.movement VALUES (51, '2026-01-19', '2026-01-25', -1, 1);
INSERT INTO planning.movement VALUES (51, '2026-01-28', '2025-12-29', 1, 1);
INSERT INTO planning.movement VALUES (51, '2026-01-28', '2026-01-30', -1, 1);
INSERT INTO planning.movement VALUES (52, '2026-03-12', '2026-02-04', 1, 1);
INSERT INTO planning.movement VALUES (53, '2026-02-12', '2026-01-08', 1, 1);
INSERT INTO planning.movement VALUES (53, '2026-02-18', '2026-01-09', 1, 1);
INSERT INTO planning.movement VALUES (54, '2026-03-10', '2026-01-31', 1, 1);
INSERT INTO planning.movement VALUES (55, '2026-01-21', '2026-01-04', 1, 1);
INSERT INTO planning.movement VALUES (55, '2026-01-21', '2026-02-01', -1, 1);
INSERT INTO planning.movement VALUES (56, '2026-02-18', '2026-01-27', 1, 1);
INSERT INTO planning.movement VALUES (57, '2026-01-23', '2025-12-19', 1, 1);
INSERT INTO planning.movement VALUES (57, '2026-01-23', '2026-01-27', -1, 1);
INSERT INTO planning.movement VALUES (58, '2026-02-19', '2026-01-14', 1, 1);
INSERT INTO planning.movement VALUES (59, '2026-01-16', '2025-12-19', 1, 1);
INSERT INTO planning.movement VALUES (59, '2026-01-16', '2026-01-18', -1, 1);
INSERT INTO planning.movement VALUES (60, '2026-01-21', '2025-12-18', 1, 1);
INSERT INTO planning.movement VALUES (60, '2026-01-21', '2026-01-26', -1, 1);


--
-- Data for Name: nowhere; Type: TABLE DATA; Schema: planning; Owner: -
--

INSERT INTO planning.nowhere VALUES (47, 'JC-ABI');


--
-- Data for Name: official_figure; Type: TABLE DATA; Schema: planning; Owner: -
--



--
-- Data for Name: other_arrival; Type: TABLE DATA; Schema: planning; Owner: -
--



--
-- Data for Name: outbox; Type: TABLE DATA; Schema: planning; Owner: -
--



--
-- Data for Name: place; Type: TABLE DATA; Schema: planning; Owner: -
--

INSERT INTO planning.place VALUES (1, 'AA-ST-OST', 'potential', '["customers_open", "skill_level/helper", "qualification/lapsed", "age_band/35-54"]');
INSERT INTO planning.place VALUES (2, 'AA-ST-OST', 'potential', '["customers_open", "skill_level/helper", "qualification/none", "age_band/25-34"]');
INSERT INTO planning.place VALUES (3, 'AA-ST-OST', 'potential', '["customers_open", "skill_level/helper", "qualification/none", "age_band/35-54"]');
INSERT INTO planning.place VALUES (4, 'AA-ST-OST', 'potential', '["customers_open", "skill_level/helper", "qualification/vocational", "age_band/35-54"]');
INSERT INTO planning.place VALUES (5, 'AA-ST-OST', 'potential', '["customers_open", "skill_level/helper", "qualification/vocational", "age_band/55plus"]');
INSERT INTO planning.place VALUES (6, 'AA-ST-OST', 'potential', '["customers_open", "skill_level/skilled", "qualification/lapsed", "age_band/35-54"]');
INSERT INTO planning.place VALUES (7, 'AA-ST-OST', 'potential', '["customers_open", "skill_level/skilled", "qualification/none", "age_band/55plus"]');
INSERT INTO planning.place VALUES (8, 'AA-ST-OST', 'potential', '["customers_open", "skill_level/skilled", "qualification/vocational", "age_band/35-54"]');
INSERT INTO planning.place VALUES (9, 'AA-ST-OST', 'potential', '["customers_open", "skill_level/specialist", "qualification/vocational", "age_band/35-54"]');
INSERT INTO planning.place VALUES (10, 'JC-ABI', 'potential', '["customers_open", "skill_level/helper", "qualification/academic", "age_band/55plus"]');
INSERT INTO planning.place VALUES (11, 'JC-ABI', 'potential', '["customers_open", "skill_level/helper", "qualification/vocational", "age_band/25-34"]');
INSERT INTO planning.place VALUES (12, 'JC-ABI', 'potential', '["customers_open", "skill_level/helper", "qualification/vocational", "age_band/55plus"]');
INSERT INTO planning.place VALUES (13, 'JC-ABI', 'potential', '["customers_open", "skill_level/skilled", "qualification/academic", "age_band/25-34"]');
INSERT INTO planning.place VALUES (14, 'JC-ABI', 'potential', '["customers_open", "skill_level/skilled", "qualification/vocational", "age_band/35-54"]');
INSERT INTO planning.place VALUES (15, 'JC-DERO', 'potential', '["customers_open", "skill_level/helper", "qualification/vocational", "age_band/u25"]');
INSERT INTO planning.place VALUES (16, 'JC-WB', 'potential', '["customers_open", "skill_level/helper", "qualification/none", "age_band/35-54", "language_support"]');
INSERT INTO planning.place VALUES (17, 'JC-WB', 'potential', '["customers_open", "skill_level/helper", "qualification/none", "age_band/u25"]');
INSERT INTO planning.place VALUES (18, 'JC-WB', 'potential', '["customers_open", "skill_level/helper", "qualification/vocational", "age_band/35-54"]');
INSERT INTO planning.place VALUES (19, 'st-ost-2026', 'counted', '["entries", "employees", "sector/basic_skills", "office/AA-ST-OST", "sector/basic_skills/office/AA-ST-OST"]');
INSERT INTO planning.place VALUES (20, 'st-ost-2026', 'counted', '["entries", "employees", "sector/basic_skills", "office/JC-WB", "sector/basic_skills/office/JC-WB"]');
INSERT INTO planning.place VALUES (21, 'st-ost-2026', 'counted', '["entries", "employees", "sector/health", "office/AA-ST-OST", "sector/health/office/AA-ST-OST"]');
INSERT INTO planning.place VALUES (22, 'st-ost-2026', 'counted', '["entries", "employees", "sector/logistics", "office/JC-ABI", "sector/logistics/office/JC-ABI"]');
INSERT INTO planning.place VALUES (23, 'st-ost-2026', 'counted', '["entries", "sector/chemistry", "office/JC-WB", "sector/chemistry/office/JC-WB"]');
INSERT INTO planning.place VALUES (24, 'st-ost-2026', 'counted', '["entries", "sector/health", "office/AA-ST-OST", "sector/health/office/AA-ST-OST"]');
INSERT INTO planning.place VALUES (25, 'st-ost-2026', 'counted', '["entries", "sector/health", "office/JC-ABI", "sector/health/office/JC-ABI"]');
INSERT INTO planning.place VALUES (26, 'st-ost-2026', 'counted', '["entries", "sector/household_care", "office/JC-DERO", "sector/household_care/office/JC-DERO"]');
INSERT INTO planning.place VALUES (27, 'st-ost-2026', 'counted', '["entries", "sector/household_care", "office/JC-WB", "sector/household_care/office/JC-WB"]');
INSERT INTO planning.place VALUES (28, 'st-ost-2026', 'counted', '["entries", "sector/logistics", "office/AA-ST-OST", "sector/logistics/office/AA-ST-OST"]');
INSERT INTO planning.place VALUES (29, 'st-ost-2026', 'counted', '["entries", "sector/logistics", "office/JC-ABI", "sector/logistics/office/JC-ABI"]');
INSERT INTO planning.place VALUES (30, 'st-ost-2026', 'counted', '["entries", "sector/logistics", "office/JC-DERO", "sector/logistics/office/JC-DERO"]');
INSERT INTO planning.place VALUES (31, 'st-ost-2026', 'counted', '["entries", "sector/machines", "office/AA-ST-OST", "sector/machines/office/AA-ST-OST"]');
INSERT INTO planning.place VALUES (32, 'st-ost-2026', 'counted', '["entries", "sector/organisation", "office/AA-ST-OST", "sector/organisation/office/AA-ST-OST"]');
INSERT INTO planning.place VALUES (33, 'st-ost-2026', 'counted', '["entries", "sector/retail", "office/JC-WB", "sector/retail/office/JC-WB"]');
INSERT INTO planning.place VALUES (34, 'st-ost-2026', 'counted', '["entries", "sector/security", "office/JC-DERO", "sector/security/office/JC-DERO"]');
INSERT INTO planning.place VALUES (35, 'st-ost-2026', 'counted', '["entries", "sector/security", "office/JC-WB", "sector/security/office/JC-WB"]');
INSERT INTO planning.place VALUES (36, 'st-ost-2026', 'planned', '["entries", "employees", "sector/basic_skills", "office/JC-WB", "sector/basic_skills/office/JC-WB"]');
INSERT INTO planning.place VALUES (37, 'st-ost-2026', 'planned', '["entries", "employees", "sector/chemistry", "office/JC-ABI", "sector/chemistry/office/JC-ABI"]');
INSERT INTO planning.place VALUES (38, 'st-ost-2026', 'planned', '["entries", "employees", "sector/health", "office/AA-ST-OST", "sector/health/office/AA-ST-OST"]');
INSERT INTO planning.place VALUES (39, 'st-ost-2026', 'planned', '["entries", "employees", "sector/health", "office/JC-ABI", "sector/health/office/JC-ABI"]');
INSERT INTO planning.place VALUES (40, 'st-ost-2026', 'planned', '["entries", "employees", "sector/health", "office/JC-DERO", "sector/health/office/JC-DERO"]');
INSERT INTO planning.place VALUES (41, 'st-ost-2026', 'planned', '["entries", "employees", "sector/it", "office/JC-WB", "sector/it/office/JC-WB"]');
INSERT INTO planning.place VALUES (42, 'st-ost-2026', 'planned', '["entries", "employees", "sector/organisation", "office/AA-ST-OST", "sector/organisation/office/AA-ST-OST"]');
INSERT INTO planning.place VALUES (43, 'st-ost-2026', 'planned', '["entries", "sector/chemistry", "office/JC-WB", "sector/chemistry/office/JC-WB"]');
INSERT INTO planning.place VALUES (44, 'st-ost-2026', 'planned', '["entries", "sector/energy_metal", "office/AA-ST-OST", "sector/energy_metal/office/AA-ST-OST"]');
INSERT INTO planning.place VALUES (45, 'st-ost-2026', 'planned', '["entries", "sector/health", "office/AA-ST-OST", "sector/health/office/AA-ST-OST"]');
INSERT INTO planning.place VALUES (46, 'st-ost-2026', 'planned', '["entries", "sector/health", "office/JC-ABI", "sector/health/office/JC-ABI"]');
INSERT INTO planning.place VALUES (47, 'st-ost-2026', 'planned', '["entries", "sector/household_care", "office/JC-DERO", "sector/household_care/office/JC-DERO"]');
INSERT INTO planning.place VALUES (48, 'st-ost-2026', 'planned', '["entries", "sector/household_care", "office/JC-WB", "sector/household_care/office/JC-WB"]');
INSERT INTO planning.place VALUES (49, 'st-ost-2026', 'planned', '["entries", "sector/it", "office/JC-WB", "sector/it/office/JC-WB"]');
INSERT INTO planning.place VALUES (50, 'st-ost-2026', 'planned', '["entries", "sector/logistics", "office/AA-ST-OST", "sector/logistics/office/AA-ST-OST"]');
INSERT INTO planning.place VALUES (51, 'st-ost-2026', 'planned', '["entries", "sector/logistics", "office/JC-ABI", "sector/logistics/office/JC-ABI"]');
INSERT INTO planning.place VALUES (52, 'st-ost-2026', 'planned', '["entries", "sector/logistics", "office/JC-WB", "sector/logistics/office/JC-WB"]');
INSERT INTO planning.place VALUES (53, 'st-ost-2026', 'planned', '["entries", "sector/machines", "office/AA-ST-OST", "sector/machines/office/AA-ST-OST"]');
INSERT INTO planning.place VALUES (54, 'st-ost-2026', 'planned', '["entries", "sector/machines", "office/JC-DERO", "sector/machines/office/JC-DERO"]');
INSERT INTO planning.place VALUES (55, 'st-ost-2026', 'planned', '["entries", "sector/organisation", "office/AA-ST-OST", "sector/organisation/office/AA-ST-OST"]');
INSERT INTO planning.place VALUES (56, 'st-ost-2026', 'planned', '["entries", "sector/retail", "office/JC-DERO", "sector/retail/office/JC-DERO"]');
INSERT INTO planning.place VALUES (57, 'st-ost-2026', 'planned', '["entries", "sector/retail", "office/JC-WB", "sector/retail/office/JC-WB"]');
INSERT INTO planning.place VALUES (58, 'st-ost-2026', 'planned', '["entries", "sector/security", "office/AA-ST-OST", "sector/security/office/AA-ST-OST"]');
INSERT INTO planning.place VALUES (59, 'st-ost-2026', 'planned', '["entries", "sector/security", "office/JC-DERO", "sector/security/office/JC-DERO"]');
INSERT INTO planning.place VALUES (60, 'st-ost-2026', 'planned', '["entries", "sector/security", "office/JC-WB", "sector/security/office/JC-WB"]');
INSERT INTO planning.place VALUES (61, 'AA-ST-OST', 'potential', '["vouchers/issued"]');
INSERT INTO planning.place VALUES (62, 'AA-ST-OST', 'potential', '["vouchers/redeemed"]');
INSERT INTO planning.place VALUES (63, 'JC-ABI', 'potential', '["vouchers/issued"]');
INSERT INTO planning.place VALUES (64, 'JC-ABI', 'potential', '["vouchers/redeemed"]');
INSERT INTO planning.place VALUES (65, 'JC-DERO', 'potential', '["vouchers/issued"]');
INSERT INTO planning.place VALUES (66, 'JC-DERO', 'potential', '["vouchers/redeemed"]');
INSERT INTO planning.place VALUES (67, 'JC-WB', 'potential', '["vouchers/issued"]');
INSERT INTO planning.place VALUES (68, 'JC-WB', 'potential', '["vouchers/redeemed"]');


--
-- Data for Name: plan; Type: TABLE DATA; Schema: planning; Owner: -
--

INSERT INTO planning.plan VALUES ('st-ost-2026', 1, 2026, '2026-01-01', 1771368537551017, '\x7b22706c616e223a2273742d6f73742d32303236222c226469737472696374223a7b22636f6465223a2253542d4f5354222c226e616d65223a224167656e7475722066c3bc7220417262656974205361636873656e2d416e68616c74204f7374227d2c2279656172223a323032362c2276657273696f6e223a312c2276616c69645f66726f6d223a22323032362d30312d3031222c22726561736f6e223a225175616c6966697a696572756e6773737472617465676965204c6562656e736c616e676573204c65726e656e2032303236222c22617574686f72223a6e756c6c2c227265766973696f6e223a7b226d6f6465223a226761705f7374617973222c2273746172746564223a7b7d7d2c226f666669636573223a7b2241412d53542d4f5354223a224167656e7475722066c3bc7220417262656974205361636873656e2d416e68616c74204f7374222c224a432d4445524f223a224a6f6263656e746572204465737361752d526fc39f6c6175222c224a432d5742223a224a6f6263656e7465722057697474656e62657267222c224a432d414249223a224a6f6263656e74657220416e68616c742d42697474657266656c64227d2c2263616c656e646172223a7b227375626469766973696f6e223a225354222c22636c6f736564223a5b5d7d2c22736563746f7273223a7b22736f75726365223a22737472617465677920323032362c2073656374696f6e203620286e616d6573293b20617373756d7074696f6e2028707265666978657329222c22736563746f7273223a7b226c6f67697374696373223a7b226465223a224c6167657220756e64204c6f67697374696b20736f776965205665726b65687220756e64205472616e73706f7274222c22656e223a6e756c6c2c226b6c6462223a5b223531222c223532225d7d2c226f7267616e69736174696f6e223a7b226465223a22556e7465726e65686d656e736f7267616e69736174696f6e20756e64202d737472617465676965222c22656e223a6e756c6c2c226b6c6462223a5b22373133225d7d2c226865616c7468223a7b226465223a22536f7a69616c2d20756e6420476573756e646865697473776573656e222c22656e223a6e756c6c2c226b6c6462223a5b223831222c22383231222c22383232222c22383235222c22383331225d7d2c227365637572697479223a7b226465223a2253636875747a2f53696368657268656974222c22656e223a6e756c6c2c226b6c6462223a5b223533225d7d2c22656e657267795f6d6574616c223a7b226465223a22456e6572676965746563686e696b2c204d6574616c6c62617520756e6420536368776569c39f746563686e696b222c22656e223a6e756c6c2c226b6c6462223a5b22323431222c22323433222c22323434222c22323631222c22323632222c22323633222c22333432225d7d2c226974223a7b226465223a22496e666f726d6174696b20736f7769652049542d536963686572686569742028696e73622e204b492c20536f6369616c204d6564696129222c22656e223a6e756c6c2c226b6c6462223a5b223433225d7d2c226368656d6973747279223a7b226465223a224368656d69652d20756e6420506861726d61696e64757374726965222c22656e223a6e756c6c2c226b6c6462223a5b22343133225d7d2c226d616368696e6573223a7b226465223a224d61736368696e656e2d20756e6420416e6c6167656e62656469656e756e67222c22656e223a6e756c6c2c226b6c6462223a5b22323432222c22323435222c22323531225d7d2c22686f757365686f6c645f63617265223a7b226465223a2248617573776972747363686166742c205265696e6967756e6720756e642050666c656765222c22656e223a6e756c6c2c226b6c6462223a5b22353431222c22383332222c2238333134222c223831333031222c223832313031225d7d2c2272657461696c223a7b226465223a2245696e7a656c68616e64656c222c22656e223a6e756c6c2c226b6c6462223a5b223632225d7d2c2262617369635f736b696c6c73223a7b226465223a224772756e646b6f6d706574656e7a656e222c22656e223a6e756c6c2c226b6c6462223a5b5d7d2c226f74686572223a7b226465223a224175c39f657268616c62206465722053636877657270756e6b7465222c22656e223a6e756c6c2c226b6c6462223a5b2235323531222c2235323532222c2238313134222c2238313234222c22383135225d7d7d7d2c226d616e6167657273223a7b2270656f706c65223a5b7b226e616d65223a224c656974756e67204167656e747572222c226d61696c223a226c656974756e67406578616d706c652e6f7267222c22776562686f6f6b223a6e756c6c2c226c616e6775616765223a226465222c22736572696573223a5b22656e7472696573222c22656d706c6f79656573225d2c226f666669636573223a5b5d2c22736563746f7273223a5b5d2c2266726f6d5f6c6576656c223a227761726e696e67222c22646967657374223a226461696c79222c227265706f7274223a226e6f6e65222c226f7065726174696f6e73223a66616c73657d2c7b226e616d65223a225465616d6c656974756e6720476573756e6468656974222c226d61696c223a22676573756e6468656974406578616d706c652e6f7267222c22776562686f6f6b223a6e756c6c2c226c616e6775616765223a226465222c22736572696573223a5b22736563746f722f6865616c7468222c22736563746f722f686f757365686f6c645f63617265225d2c226f666669636573223a5b5d2c22736563746f7273223a5b5d2c2266726f6d5f6c6576656c223a227761726e696e67222c22646967657374223a226e6f6e65222c227265706f7274223a226e6f6e65222c226f7065726174696f6e73223a66616c73657d2c7b226e616d65223a22436f6e74726f6c6c696e67222c226d61696c223a22636f6e74726f6c6c696e67406578616d706c652e6f7267222c22776562686f6f6b223a6e756c6c2c226c616e6775616765223a226465222c22736572696573223a5b222a225d2c226f666669636573223a5b5d2c22736563746f7273223a5b5d2c2266726f6d5f6c6576656c223a227761746368222c22646967657374223a227765656b6c79222c227265706f7274223a226d6f6e74686c79222c226f7065726174696f6e73223a66616c73657d2c7b226e616d65223a2242657472696562222c226d61696c223a2262657472696562406578616d706c652e6f7267222c22776562686f6f6b223a6e756c6c2c226c616e6775616765223a22656e222c22736572696573223a5b5d2c226f666669636573223a5b5d2c22736563746f7273223a5b5d2c2266726f6d5f6c6576656c223a227761726e696e67222c22646967657374223a226e6f6e65222c227265706f7274223a226e6f6e65222c226f7065726174696f6e73223a747275657d5d2c22657363616c6174696f6e223a7b2261667465725f776f726b696e675f64617973223a352c22746f223a224c656974756e67204167656e747572227d7d2c22616c65727473223a7b22707265736574223a227374616e64617264227d2c2274617267657473223a5b7b226964223a22656e7472696573222c227469746c65223a7b226465223a2245696e7472697474652053474220494949222c22656e223a22456e747269657320756e6465722053474220494949227d2c2277697468696e223a6e756c6c2c22616d6f756e74223a3832312c22636f756e7473223a7b2266756e64696e67223a5b2253474233225d7d2c2273706c69745f6279223a5b5d2c2277656967687473223a7b7d2c22616d6f756e7473223a7b7d2c2270686173696e67223a6e756c6c2c2274696572223a6e756c6c2c22736f75726365223a227374726174656779222c22617373756d7074696f6e223a6e756c6c7d2c7b226964223a22656d706c6f79656573222c227469746c65223a7b226465223a224265736368c3a4667469677465222c22656e223a22456d706c6f79656573227d2c2277697468696e223a22656e7472696573222c22616d6f756e74223a3234372c22636f756e7473223a7b22656d706c6f796564223a5b747275655d7d2c2273706c69745f6279223a5b5d2c2277656967687473223a7b7d2c22616d6f756e7473223a7b7d2c2270686173696e67223a6e756c6c2c2274696572223a6e756c6c2c22736f75726365223a227374726174656779222c22617373756d7074696f6e223a6e756c6c7d2c7b226964223a22736563746f72222c227469746c65223a7b226465223a224272616e636865222c22656e223a22536563746f72227d2c2277697468696e223a22656e7472696573222c22616d6f756e74223a6e756c6c2c22636f756e7473223a7b7d2c2273706c69745f6279223a5b22736563746f72225d2c2277656967687473223a7b22736563746f72223a7b226c6f67697374696373223a223134222c226f7267616e69736174696f6e223a2238222c226865616c7468223a223234222c227365637572697479223a2237222c22656e657267795f6d6574616c223a223130222c226974223a2237222c226368656d6973747279223a2234222c226d616368696e6573223a2236222c22686f757365686f6c645f63617265223a2238222c2272657461696c223a2237222c2262617369635f736b696c6c73223a2235227d7d2c22616d6f756e7473223a7b7d2c2270686173696e67223a6e756c6c2c2274696572223a6e756c6c2c22736f75726365223a22617373756d7074696f6e222c22617373756d7074696f6e223a6e756c6c7d5d2c2270686173696e67223a7b226d6f6e746873223a7b2231223a2237222c2232223a2234332f35222c2233223a2239222c2234223a2234322f35222c2235223a2233382f35222c2236223a2237222c2237223a2232382f35222c2238223a2233332f35222c2239223a223132222c223130223a2236362f35222c223131223a2239222c223132223a2236227d2c22737461727473223a6e756c6c2c226c696b65223a6e756c6c2c2277697468696e5f6d6f6e7468223a22776f726b696e675f64617973222c22736f75726365223a22617373756d7074696f6e222c22617373756d7074696f6e223a6e756c6c7d2c22737461746973746963223a7b227265706f7274696e675f646179223a31342c227265706f7274696e675f64617973223a7b7d2c2266696e616c5f61667465725f6d6f6e746873223a337d2c227265736f6c766564223a7b22617574686f72223a226b6579203734373437656262222c226d6f6e746873223a7b7d2c2273746172746564223a7b7d7d7d');


--
-- Data for Name: potential; Type: TABLE DATA; Schema: planning; Owner: -
--

INSERT INTO planning.potential VALUES (61, '2025-11-30', '2026-02-28', '2025-11-30', 1);
INSERT INTO planning.potential VALUES (61, '2025-11-30', '2026-02-28', '2025-12-20', -1);
INSERT INTO planning.potential VALUES (61, '2025-12-10', '2026-03-10', '2025-12-10', 1);
INSERT INTO planning.potential VALUES (61, '2025-12-10', '2026-03-10', '2025-12-30', -1);
INSERT INTO planning.potential VALUES (61, '2025-12-12', '2026-03-12', '2025-12-12', 1);
INSERT INTO planning.potential VALUES (61, '2025-12-12', '2026-03-12', '2026-01-01', -1);
INSERT INTO planning.potential VALUES (61, '2025-12-21', '2026-03-21', '2025-12-21', 1);
INSERT INTO planning.potential VALUES (61, '2025-12-21', '2026-03-21', '2026-01-10', -1);
INSERT INTO planning.potential VALUES (61, '2026-01-03', '2026-04-03', '2026-01-03', 2);
INSERT INTO planning.potential VALUES (61, '2026-01-03', '2026-04-03', '2026-01-23', -2);
INSERT INTO planning.potential VALUES (61, '2026-01-09', '2026-04-09', '2026-01-09', 2);
INSERT INTO planning.potential VALUES (61, '2026-01-09', '2026-04-09', '2026-01-29', -2);
INSERT INTO planning.potential VALUES (61, '2026-01-10', '2026-04-10', '2026-01-10', 1);
INSERT INTO planning.potential VALUES (61, '2026-01-10', '2026-04-10', '2026-01-30', -1);
INSERT INTO planning.potential VALUES (61, '2026-01-11', '2026-04-11', '2026-01-11', 2);
INSERT INTO planning.potential VALUES (61, '2026-01-11', '2026-04-11', '2026-01-31', -2);
INSERT INTO planning.potential VALUES (61, '2026-01-14', '2026-04-14', '2026-01-14', 1);
INSERT INTO planning.potential VALUES (61, '2026-01-14', '2026-04-14', '2026-02-03', -1);
INSERT INTO planning.potential VALUES (61, '2026-01-15', '2026-04-15', '2026-01-15', 1);
INSERT INTO planning.potential VALUES (61, '2026-01-15', '2026-04-15', '2026-02-04', -1);
INSERT INTO planning.potential VALUES (61, '2026-02-04', '2026-05-05', '2026-02-04', 1);
INSERT INTO planning.potential VALUES (61, '2026-02-06', '2026-05-07', '2026-02-06', 1);
INSERT INTO planning.potential VALUES (62, '0001-01-01', '9999-12-31', '2025-12-20', 1);
INSERT INTO planning.potential VALUES (62, '0001-01-01', '9999-12-31', '2025-12-30', 1);
INSERT INTO planning.potential VALUES (62, '0001-01-01', '9999-12-31', '2026-01-01', 1);
INSERT INTO planning.potential VALUES (62, '0001-01-01', '9999-12-31', '2026-01-10', 1);
INSERT INTO planning.potential VALUES (62, '0001-01-01', '9999-12-31', '2026-01-23', 2);
INSERT INTO planning.potential VALUES (62, '0001-01-01', '9999-12-31', '2026-01-29', 2);
INSERT INTO planning.potential VALUES (62, '0001-01-01', '9999-12-31', '2026-01-30', 1);
INSERT INTO planning.potential VALUES (62, '0001-01-01', '9999-12-31', '2026-01-31', 2);
INSERT INTO planning.potential VALUES (62, '0001-01-01', '9999-12-31', '2026-02-03', 1);
INSERT INTO planning.potential VALUES (62, '0001-01-01', '9999-12-31', '2026-02-04', 1);
INSERT INTO planning.potential VALUES (63, '2025-10-27', '2026-01-25', '2025-10-27', 1);
INSERT INTO planning.potential VALUES (63, '2025-10-27', '2026-01-25', '2025-11-16', -1);
INSERT INTO planning.potential VALUES (63, '2025-12-10', '2026-03-10', '2025-12-10', 1);
INSERT INTO planning.potential VALUES (63, '2025-12-10', '2026-03-10', '2025-12-30', -1);
INSERT INTO planning.potential VALUES (63, '2025-12-11', '2026-03-11', '2025-12-11', 1);
INSERT INTO planning.potential VALUES (63, '2025-12-11', '2026-03-11', '2025-12-31', -1);
INSERT INTO planning.potential VALUES (63, '2025-12-19', '2026-03-19', '2025-12-19', 1);
INSERT INTO planning.potential VALUES (63, '2025-12-19', '2026-03-19', '2026-01-08', -1);
INSERT INTO planning.potential VALUES (63, '2025-12-20', '2026-03-20', '2025-12-20', 1);
INSERT INTO planning.potential VALUES (63, '2025-12-20', '2026-03-20', '2026-01-09', -1);
INSERT INTO planning.potential VALUES (63, '2026-01-31', '2026-05-01', '2026-01-31', 1);
INSERT INTO planning.potential VALUES (64, '0001-01-01', '9999-12-31', '2025-11-16', 1);
INSERT INTO planning.potential VALUES (64, '0001-01-01', '9999-12-31', '2025-12-30', 1);
INSERT INTO planning.potential VALUES (64, '0001-01-01', '9999-12-31', '2025-12-31', 1);
INSERT INTO planning.potential VALUES (64, '0001-01-01', '9999-12-31', '2026-01-08', 1);
INSERT INTO planning.potential VALUES (64, '0001-01-01', '9999-12-31', '2026-01-09', 1);
INSERT INTO planning.potential VALUES (65, '2025-12-11', '2026-03-11', '2025-12-11', 1);
INSERT INTO planning.potential VALUES (65, '2025-12-11', '2026-03-11', '2025-12-31', -1);
INSERT INTO planning.potential VALUES (65, '2026-01-09', '2026-04-09', '2026-01-09', 1);
INSERT INTO planning.potential VALUES (65, '2026-01-09', '2026-04-09', '2026-01-29', -1);
INSERT INTO planning.potential VALUES (65, '2026-01-24', '2026-04-24', '2026-01-24', 1);
INSERT INTO planning.potential VALUES (65, '2026-01-24', '2026-04-24', '2026-02-13', -1);
INSERT INTO planning.potential VALUES (65, '2026-01-29', '2026-04-29', '2026-01-29', 1);
INSERT INTO planning.potential VALUES (65, '2026-02-04', '2026-05-05', '2026-02-04', 1);
INSERT INTO planning.potential VALUES (65, '2026-02-11', '2026-05-12', '2026-02-11', 1);
INSERT INTO planning.potential VALUES (66, '0001-01-01', '9999-12-31', '2025-12-31', 1);
INSERT INTO planning.potential VALUES (66, '0001-01-01', '9999-12-31', '2026-01-29', 1);
INSERT INTO planning.potential VALUES (66, '0001-01-01', '9999-12-31', '2026-02-13', 1);
INSERT INTO planning.potential VALUES (67, '2025-11-28', '2026-02-26', '2025-11-28', 1);
INSERT INTO planning.potential VALUES (67, '2025-11-28', '2026-02-26', '2025-12-18', -1);
INSERT INTO planning.potential VALUES (67, '2025-12-12', '2026-03-12', '2025-12-12', 1);
INSERT INTO planning.potential VALUES (67, '2025-12-12', '2026-03-12', '2026-01-01', -1);
INSERT INTO planning.potential VALUES (67, '2025-12-14', '2026-03-14', '2025-12-14', 1);
INSERT INTO planning.potential VALUES (67, '2025-12-14', '2026-03-14', '2026-01-03', -1);
INSERT INTO planning.potential VALUES (67, '2026-01-08', '2026-04-08', '2026-01-08', 1);
INSERT INTO planning.potential VALUES (67, '2026-01-08', '2026-04-08', '2026-01-28', -1);
INSERT INTO planning.potential VALUES (67, '2026-01-18', '2026-04-18', '2026-01-18', 1);
INSERT INTO planning.potential VALUES (67, '2026-01-18', '2026-04-18', '2026-02-07', -1);
INSERT INTO planning.potential VALUES (67, '2026-01-31', '2026-05-01', '2026-01-31', 1);
INSERT INTO planning.potential VALUES (68, '0001-01-01', '9999-12-31', '2025-12-18', 1);
INSERT INTO planning.potential VALUES (68, '0001-01-01', '9999-12-31', '2026-01-01', 1);
INSERT INTO planning.potential VALUES (68, '0001-01-01', '9999-12-31', '2026-01-03', 1);
INSERT INTO planning.potential VALUES (68, '0001-01-01', '9999-12-31', '2026-01-28', 1);
INSERT INTO planning.potential VALUES (68, '0001-01-01', '9999-12-31', '2026-02-07', 1);
INSERT INTO planning.potential VALUES (1, '0001-01-01', '9999-12-31', '2026-01-20', 1);
INSERT INTO planning.potential VALUES (2, '0001-01-01', '9999-12-31', '2026-01-16', 1);
INSERT INTO planning.potential VALUES (3, '0001-01-01', '9999-12-31', '2026-01-24', 1);
INSERT INTO planning.potential VALUES (4, '0001-01-01', '9999-12-31', '2026-01-17', 1);
INSERT INTO planning.potential VALUES (4, '0001-01-01', '9999-12-31', '2026-02-16', 1);
INSERT INTO planning.potential VALUES (5, '0001-01-01', '9999-12-31', '2026-01-06', 1);
INSERT INTO planning.potential VALUES (5, '0001-01-01', '9999-12-31', '2026-01-14', 1);
INSERT INTO planning.potential VALUES (6, '0001-01-01', '9999-12-31', '2026-01-24', 1);
INSERT INTO planning.potential VALUES (7, '0001-01-01', '9999-12-31', '2026-01-04', 1);
INSERT INTO planning.potential VALUES (7, '0001-01-01', '9999-12-31', '2026-01-12', 1);
INSERT INTO planning.potential VALUES (8, '0001-01-01', '9999-12-31', '2026-01-30', 1);
INSERT INTO planning.potential VALUES (8, '0001-01-01', '9999-12-31', '2026-02-11', 1);
INSERT INTO planning.potential VALUES (9, '0001-01-01', '9999-12-31', '2026-02-07', 1);
INSERT INTO planning.potential VALUES (10, '0001-01-01', '9999-12-31', '2026-01-13', 1);
INSERT INTO planning.potential VALUES (11, '0001-01-01', '9999-12-31', '2026-01-07', 1);
INSERT INTO planning.potential VALUES (12, '0001-01-01', '9999-12-31', '2026-02-06', 1);
INSERT INTO planning.potential VALUES (13, '0001-01-01', '9999-12-31', '2026-01-02', 1);
INSERT INTO planning.potential VALUES (14, '0001-01-01', '9999-12-31', '2026-02-03', 1);
INSERT INTO planning.potential VALUES (15, '0001-01-01', '9999-12-31', '2026-02-08', 1);
INSERT INTO planning.potential VALUES (16, '0001-01-01', '9999-12-31', '2026-01-22', 1);
INSERT INTO planning.potential VALUES (17, '0001-01-01', '9999-12-31', '2026-02-10', 1);
INSERT INTO planning.potential VALUES (18, '0001-01-01', '9999-12-31', '2026-01-06', 1);
INSERT INTO planning.potential VALUES (18, '0001-01-01', '9999-12-31', '2026-01-10', 1);
INSERT INTO planning.potential VALUES (18, '0001-01-01', '9999-12-31', '2026-02-11', 1);


--
-- Data for Name: published; Type: TABLE DATA; Schema: planning; Owner: -
--

INSERT INTO planning.published VALUES ('kurs.plans', '1795387737677-0');
INSERT INTO planning.published VALUES ('kurs.fulfilment', '1795387738179-2');
INSERT INTO planning.published VALUES ('kurs.settled', '1795387738429-0');


--
-- Data for Name: reporting; Type: TABLE DATA; Schema: planning; Owner: -
--



--
-- Data for Name: revision; Type: TABLE DATA; Schema: planning; Owner: -
--

INSERT INTO planning.revision VALUES (1, 1, 1767523440000000, 'aed2d87f-ff97-47cb-a983-f69eb03832ae', 44, '{"customer":"c_1ad170f8ab0ae25ca8cc2ffa","revision":1,"status":"registered","office":"AA-ST-OST","regime":"SGB3","skill_level":"skilled","qualification":"none","long_term_unemployed":false,"age_band":"55plus","target_occupation":"51312","language_support":false}');
INSERT INTO planning.revision VALUES (2, 1, 1768949973000000, '80b7e13a-ca6a-457d-a036-eeb945c0d894', 82, '{"customer":"c_568cdc7365a35c70831bb961","revision":1,"status":"registered","office":"AA-ST-OST","regime":"SGB3","skill_level":"helper","qualification":"lapsed","long_term_unemployed":true,"age_band":"35-54","target_occupation":"43413","language_support":false}');
INSERT INTO planning.revision VALUES (3, 1, 1768210200000000, '5a753263-6bae-4c4e-ada0-566b66d94801', 65, '{"customer":"c_6c6e1c7f7d8dd9b7a02b1bda","revision":1,"status":"registered","office":"AA-ST-OST","regime":"SGB3","skill_level":"skilled","qualification":"none","long_term_unemployed":true,"age_band":"55plus","target_occupation":"62102","language_support":false}');
INSERT INTO planning.revision VALUES (4, 1, 1768404480000000, '86f740bf-db41-48bc-ac6b-f355e6705c3b', 70, '{"customer":"c_6d42a390593276c9991f55b9","revision":1,"status":"registered","office":"AA-ST-OST","regime":"SGB3","skill_level":"helper","qualification":"vocational","long_term_unemployed":false,"age_band":"55plus","target_occupation":"32101","language_support":false}');
INSERT INTO planning.revision VALUES (5, 1, 1769266020000000, 'ca3644ae-05ac-4c20-ad7f-e3ed72f04797', 91, '{"customer":"c_6fee26365214fb37098ededf","revision":1,"status":"registered","office":"AA-ST-OST","regime":"SGB3","skill_level":"skilled","qualification":"lapsed","long_term_unemployed":false,"age_band":"35-54","target_occupation":"43104","language_support":false}');
INSERT INTO planning.revision VALUES (6, 1, 1768568580000000, '271f47f0-cefc-4631-a53d-d1975b522072', 75, '{"customer":"c_9179efb5303cdf9f845b1540","revision":1,"status":"registered","office":"AA-ST-OST","regime":"SGB3","skill_level":"helper","qualification":"none","long_term_unemployed":true,"age_band":"25-34","target_occupation":"32101","language_support":false}');
INSERT INTO planning.revision VALUES (7, 1, 1770824820000000, 'fc4022ad-2ac0-49e3-aa11-fc3e8bb465e5', 137, '{"customer":"c_927240d078a81031ed3e8ae0","revision":1,"status":"registered","office":"AA-ST-OST","regime":"SGB3","skill_level":"skilled","qualification":"vocational","long_term_unemployed":false,"age_band":"35-54","target_occupation":"53111","language_support":false}');
INSERT INTO planning.revision VALUES (8, 1, 1769257800000000, '90d89595-ebb8-491a-a369-24fc02e3911b', 89, '{"customer":"c_b659848dd1f0ad7b5134a9cf","revision":1,"status":"registered","office":"AA-ST-OST","regime":"SGB3","skill_level":"helper","qualification":"none","long_term_unemployed":false,"age_band":"35-54","target_occupation":"81102","language_support":false}');
INSERT INTO planning.revision VALUES (9, 1, 1767698100000000, 'b64b514a-a0f8-45ea-a82f-48e5e5606100', 46, '{"customer":"c_c4895e308f67c6487431aa4d","revision":1,"status":"registered","office":"AA-ST-OST","regime":"SGB3","skill_level":"helper","qualification":"vocational","long_term_unemployed":true,"age_band":"55plus","target_occupation":"26212","language_support":false}');
INSERT INTO planning.revision VALUES (10, 1, 1771244220000000, '7df34a01-3eef-4324-ab63-f15a3ce75989', 149, '{"customer":"c_d757453d70a8437352cdf5b9","revision":1,"status":"registered","office":"AA-ST-OST","regime":"SGB3","skill_level":"helper","qualification":"vocational","long_term_unemployed":true,"age_band":"35-54","target_occupation":"71302","language_support":false}');
INSERT INTO planning.revision VALUES (11, 1, 1769779320000000, '48080ac8-e878-410b-ae53-526b0ba80690', 107, '{"customer":"c_dfc1aba29e9676ad30edac22","revision":1,"status":"registered","office":"AA-ST-OST","regime":"SGB3","skill_level":"skilled","qualification":"vocational","long_term_unemployed":true,"age_band":"35-54","target_occupation":"51312","language_support":false}');
INSERT INTO planning.revision VALUES (12, 1, 1770463920000000, '68ce0bc2-7772-4939-a86c-646c6081d5bd', 130, '{"customer":"c_e64242565ce62ca53bf9e766","revision":1,"status":"registered","office":"AA-ST-OST","regime":"SGB3","skill_level":"specialist","qualification":"vocational","long_term_unemployed":false,"age_band":"35-54","target_occupation":"82502","language_support":false}');
INSERT INTO planning.revision VALUES (13, 1, 1768661880000000, '94e9427d-1301-4e0f-a90d-588221c52d37', 78, '{"customer":"c_fb8f536a89c57aaa1b71031d","revision":1,"status":"registered","office":"AA-ST-OST","regime":"SGB3","skill_level":"helper","qualification":"vocational","long_term_unemployed":false,"age_band":"35-54","target_occupation":"62302","language_support":false}');
INSERT INTO planning.revision VALUES (14, 1, 1770137880000000, 'a66c0ec8-dbcb-462f-ac19-b066a424298a', 119, '{"customer":"c_066c587a123bfd91210a547c","revision":1,"status":"registered","office":"JC-ABI","regime":"SGB2","skill_level":"skilled","qualification":"vocational","long_term_unemployed":false,"age_band":"35-54","target_occupation":"43413","language_support":false}');
INSERT INTO planning.revision VALUES (15, 1, 1767369360000000, '7dbf2017-a217-41b0-ab52-dede6f6a1c91', 39, '{"customer":"c_8c391502d5f83386133c5711","revision":1,"status":"registered","office":"JC-ABI","regime":"SGB2","skill_level":"skilled","qualification":"academic","long_term_unemployed":true,"age_band":"25-34","target_occupation":"82102","language_support":false}');
INSERT INTO planning.revision VALUES (16, 1, 1770369600000000, 'abcda082-8577-4c09-a95e-3e9df3dfb6f4', 125, '{"customer":"c_c1f2e3fedc6fc8b22be238ed","revision":1,"status":"registered","office":"JC-ABI","regime":"SGB2","skill_level":"helper","qualification":"vocational","long_term_unemployed":false,"age_band":"55plus","target_occupation":"43123","language_support":false}');
INSERT INTO planning.revision VALUES (17, 1, 1768320780000000, 'c3c7c2ec-73fc-4397-aa11-286e597e7096', 67, '{"customer":"c_dc7dfac0903175df4ae92a15","revision":1,"status":"registered","office":"JC-ABI","regime":"SGB2","skill_level":"helper","qualification":"academic","long_term_unemployed":true,"age_band":"55plus","target_occupation":"71402","language_support":false}');
INSERT INTO planning.revision VALUES (18, 1, 1767793860000000, '38b03f5c-2cbb-410a-a011-be1ada49426e', 49, '{"customer":"c_f7a171f1e039215818880589","revision":1,"status":"registered","office":"JC-ABI","regime":"SGB2","skill_level":"helper","qualification":"vocational","long_term_unemployed":true,"age_band":"25-34","target_occupation":"52122","language_support":false}');
INSERT INTO planning.revision VALUES (19, 1, 1770556260000000, '88deca58-eeb9-43cb-aca6-f0c3985b527e', 133, '{"customer":"c_f51b7775f5461e0266e0f2e1","revision":1,"status":"registered","office":"JC-DERO","regime":"SGB2","skill_level":"helper","qualification":"vocational","long_term_unemployed":false,"age_band":"u25","target_occupation":"26122","language_support":false}');
INSERT INTO planning.revision VALUES (20, 1, 1770823200000000, 'dd2ae894-64c3-4e8f-a5b5-d7498cb6356e', 136, '{"customer":"c_1ad562df67999d9af4d88940","revision":1,"status":"registered","office":"JC-WB","regime":"SGB2","skill_level":"helper","qualification":"vocational","long_term_unemployed":false,"age_band":"35-54","target_occupation":"71303","language_support":false}');
INSERT INTO planning.revision VALUES (21, 1, 1767717840000000, 'cec636dd-13f1-485d-a44f-641c649209fa', 47, '{"customer":"c_6bb05e14f76b780e2b339246","revision":1,"status":"registered","office":"JC-WB","regime":"SGB2","skill_level":"helper","qualification":"vocational","long_term_unemployed":false,"age_band":"35-54","target_occupation":"34202","language_support":false}');
INSERT INTO planning.revision VALUES (22, 1, 1770724920000000, 'abb196a5-c75e-4be2-a3c9-c4410ea46738', 135, '{"customer":"c_8fc11c4be8a78300b753c027","revision":1,"status":"registered","office":"JC-WB","regime":"SGB2","skill_level":"helper","qualification":"none","long_term_unemployed":true,"age_band":"u25","target_occupation":"53111","language_support":false}');
INSERT INTO planning.revision VALUES (25, 1, 1767010080000000, '128cc2af-b8d6-48a4-ae9c-1bea2f42d174', 28, '{"entry_id":"T-2026-01000001","revision":1,"status":"planned","customer":"c_6070b5400a238f469be19c6b","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":false,"occupation":"52531","sector":null,"start_date":"2026-01-30","planned_end_date":"2027-01-30","end_date":null,"outcome":null,"form":"in_company_retraining","delivery":"online","hours":"full_time","measure":"043/5370/2026"}');
INSERT INTO planning.revision VALUES (25, 2, 1770974880000000, 'b1081ad7-6e9c-48d9-ab34-7668cd1d93c1', 141, '{"entry_id":"T-2026-01000001","revision":2,"status":"started","customer":"c_6070b5400a238f469be19c6b","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":false,"occupation":"52531","sector":null,"start_date":"2026-01-30","planned_end_date":"2027-01-30","end_date":null,"outcome":null,"form":"in_company_retraining","delivery":"online","hours":"full_time","measure":"043/5370/2026"}');
INSERT INTO planning.revision VALUES (26, 1, 1768232520000000, '5cade3c1-b01f-49fa-a25c-add492bf9af0', 66, '{"entry_id":"T-2026-01000025","revision":1,"status":"planned","customer":"c_49ecfda9df4beb3d1262cfa7","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":false,"occupation":"52122","sector":null,"start_date":"2026-02-20","planned_end_date":"2027-02-20","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"part_time","measure":"042/3379/2026"}');
INSERT INTO planning.revision VALUES (27, 1, 1767518940000000, 'b2caba77-cbae-4e5a-af33-644c6d62de2a', 43, '{"entry_id":"T-2026-01000123","revision":1,"status":"planned","customer":"c_fb4c857ca9a33ecfa786ba8c","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":false,"occupation":"71304","sector":null,"start_date":"2026-01-21","planned_end_date":"2026-07-20","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"full_time","measure":"045/231/2026"}');
INSERT INTO planning.revision VALUES (27, 2, 1769967530000000, 'f60b5ee6-1bbf-453b-a956-41a07ed5547c', 115, '{"entry_id":"T-2026-01000123","revision":2,"status":"started","customer":"c_fb4c857ca9a33ecfa786ba8c","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":false,"occupation":"71304","sector":null,"start_date":"2026-01-21","planned_end_date":"2026-07-20","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"full_time","measure":"045/231/2026"}');
INSERT INTO planning.revision VALUES (28, 1, 1769516340000000, 'fd34131a-db4e-40df-a87a-5f9fba978552', 97, '{"entry_id":"T-2026-01000132","revision":1,"status":"planned","customer":"c_882fed0465e3666a1f47e6d2","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"71303","sector":null,"start_date":"2026-02-26","planned_end_date":"2026-08-25","end_date":null,"outcome":null,"form":"partial_qualification","delivery":"on_site","hours":"part_time","measure":"048/1553/2026"}');
INSERT INTO planning.revision VALUES (29, 1, 1769537751000000, 'd308ffe8-f6f9-46ef-a7f3-9e45b75d11e5', 99, '{"entry_id":"T-2026-01000179","revision":1,"status":"started","customer":"c_aff8d2d62856abc5ccf2553a","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":false,"occupation":"82502","sector":null,"start_date":"2026-01-19","planned_end_date":"2026-04-13","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"full_time","measure":"048/9135/2026"}');
INSERT INTO planning.revision VALUES (30, 1, 1767260040000000, '0bf17dab-deef-442d-ae02-f26212902576', 35, '{"entry_id":"T-2026-01000180","revision":1,"status":"planned","customer":"c_4f42ded1f9498bebf326ea93","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"81102","sector":null,"start_date":"2026-01-22","planned_end_date":"2026-07-21","end_date":null,"outcome":null,"form":"partial_qualification","delivery":"online","hours":"part_time","measure":"042/1647/2026"}');
INSERT INTO planning.revision VALUES (30, 2, 1769786930000000, '8132d62f-a4e9-42b3-a026-b88601d9432c', 108, '{"entry_id":"T-2026-01000180","revision":2,"status":"started","customer":"c_4f42ded1f9498bebf326ea93","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"81102","sector":null,"start_date":"2026-01-22","planned_end_date":"2026-07-21","end_date":null,"outcome":null,"form":"partial_qualification","delivery":"online","hours":"part_time","measure":"042/1647/2026"}');
INSERT INTO planning.revision VALUES (31, 1, 1768572021000000, 'aadc3d89-d281-46f3-af50-5f854ae47d79', 76, '{"entry_id":"T-2026-01000188","revision":1,"status":"started","customer":"c_e4a6689899af9fd298fb3a24","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":false,"occupation":"81302","sector":null,"start_date":"2026-01-09","planned_end_date":"2028-01-09","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"full_time","measure":"044/7356/2026"}');
INSERT INTO planning.revision VALUES (32, 1, 1770129060000000, '6b561e90-82ce-4960-a852-49bae5226593', 118, '{"entry_id":"T-2026-01000193","revision":1,"status":"planned","customer":"c_951d4c2df78df59b12826492","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":false,"occupation":"81302","sector":null,"start_date":"2026-02-20","planned_end_date":"2026-03-20","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"full_time","measure":"048/1541/2026"}');
INSERT INTO planning.revision VALUES (33, 1, 1768474260000000, '4dbb769b-9149-40e5-a57d-7d34a5bb2d40', 72, '{"entry_id":"T-2026-01000194","revision":1,"status":"planned","customer":"c_cc9fe834e1e94a9035d634cc","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"83112","sector":null,"start_date":"2026-02-02","planned_end_date":"2027-02-02","end_date":null,"outcome":null,"form":"adaptation","delivery":"hybrid","hours":"part_time","measure":"045/7844/2026"}');
INSERT INTO planning.revision VALUES (33, 2, 1770881229000000, 'a654d932-d671-409a-a96f-bed8bd444839', 140, '{"entry_id":"T-2026-01000194","revision":2,"status":"started","customer":"c_cc9fe834e1e94a9035d634cc","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"83112","sector":null,"start_date":"2026-02-02","planned_end_date":"2027-02-02","end_date":null,"outcome":null,"form":"adaptation","delivery":"hybrid","hours":"part_time","measure":"045/7844/2026"}');
INSERT INTO planning.revision VALUES (34, 1, 1770852801000000, '1b68e414-ceb3-4507-ab01-ef07c970bb16', 139, '{"entry_id":"T-2026-01000196","revision":1,"status":"started","customer":"c_1dc9ae0a0943f272976f2711","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"83112","sector":null,"start_date":"2026-02-02","planned_end_date":"2026-08-01","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"full_time","measure":"045/7844/2026"}');
INSERT INTO planning.revision VALUES (35, 1, 1767788700000000, 'fa25b494-3908-4f7c-a3ec-238d16b23442', 48, '{"entry_id":"T-2026-01000198","revision":1,"status":"planned","customer":"c_a85bb42e81e258e3fdd08f82","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"83112","sector":null,"start_date":"2026-02-02","planned_end_date":"2027-02-02","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"part_time","measure":"045/7844/2026"}');
INSERT INTO planning.revision VALUES (35, 2, 1771108589000000, 'e7dfc4c9-8912-4260-a1f8-d90e0cd38ccd', 145, '{"entry_id":"T-2026-01000198","revision":2,"status":"started","customer":"c_a85bb42e81e258e3fdd08f82","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"83112","sector":null,"start_date":"2026-02-02","planned_end_date":"2027-02-02","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"part_time","measure":"045/7844/2026"}');
INSERT INTO planning.revision VALUES (36, 1, 1768749120000000, '926fb0da-5ed1-4ac0-aafc-d3ee50cde9a4', 81, '{"entry_id":"T-2026-01000211","revision":1,"status":"planned","customer":"c_b004402b1e8c0e59183bf8c8","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"81302","sector":null,"start_date":"2026-02-11","planned_end_date":"2026-08-10","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"part_time","measure":"047/6345/2026"}');
INSERT INTO planning.revision VALUES (36, 2, 1771222808000000, '299ca659-e56d-4a53-a280-97188a382f69', 148, '{"entry_id":"T-2026-01000211","revision":2,"status":"started","customer":"c_b004402b1e8c0e59183bf8c8","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"81302","sector":null,"start_date":"2026-02-11","planned_end_date":"2026-08-10","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"part_time","measure":"047/6345/2026"}');
INSERT INTO planning.revision VALUES (37, 1, 1768387800000000, '83913e94-ef54-42dd-a9d5-74b7d449ea19', 68, '{"entry_id":"T-2026-01000306","revision":1,"status":"planned","customer":"c_75fe4ffd643fecd2e401984b","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":false,"occupation":"53123","sector":null,"start_date":"2026-02-19","planned_end_date":"2027-02-19","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"full_time","measure":"045/7498/2026"}');
INSERT INTO planning.revision VALUES (38, 1, 1771106889000000, '18ee1b83-65df-42dc-a341-27693eae2ce3', 144, '{"entry_id":"T-2026-01000355","revision":1,"status":"planned","customer":"c_0b211c8c63f417ec5847c001","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":false,"occupation":"24412","sector":null,"start_date":"2026-03-30","planned_end_date":"2028-03-29","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"full_time","measure":"044/5028/2026"}');
INSERT INTO planning.revision VALUES (39, 1, 1767880200000000, '29ccd6a8-8650-4380-ad27-fe8a74e14157', 50, '{"entry_id":"T-2026-01000505","revision":1,"status":"planned","customer":"c_5689d5082e0b0773d74d7dee","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":false,"occupation":"25122","sector":null,"start_date":"2026-02-12","planned_end_date":"2027-02-12","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"full_time","measure":"045/8352/2026"}');
INSERT INTO planning.revision VALUES (40, 1, 1771152456000000, '4e4a9436-03d1-4c11-aad7-1f04281facbd', 146, '{"entry_id":"T-2026-01000507","revision":1,"status":"started","customer":"c_266cc4b8360a323d7b52c1ab","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":false,"occupation":"25122","sector":null,"start_date":"2026-02-12","planned_end_date":"2026-03-12","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"full_time","measure":"045/8352/2026"}');
INSERT INTO planning.revision VALUES (41, 1, 1767964740000000, '16f2270d-4cb0-46a9-a670-96e847573f26', 54, '{"entry_id":"T-2026-01000508","revision":1,"status":"planned","customer":"c_8bf8b6d11e6cacdaf10883a3","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":false,"occupation":"25122","sector":null,"start_date":"2026-02-18","planned_end_date":"2027-02-18","end_date":null,"outcome":null,"form":"retraining","delivery":"on_site","hours":"full_time","measure":"047/2557/2026"}');
INSERT INTO planning.revision VALUES (42, 1, 1762854180000000, '92b144f9-9a03-4308-aa80-14c2e9d9e1b1', 3, '{"entry_id":"T-2026-01000633X","revision":1,"status":"planned","customer":"c_071b0d2a4737ef017078fdf1","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"62302","sector":null,"start_date":"2025-12-02","planned_end_date":"2026-03-02","end_date":null,"outcome":null,"form":"retraining","delivery":"hybrid","hours":"full_time","measure":"045/4090/2026"}');
INSERT INTO planning.revision VALUES (42, 2, 1766586813000000, '2b5fe25c-0bd4-46ca-a528-e225f490eccf', 25, '{"entry_id":"T-2026-01000633X","revision":2,"status":"started","customer":"c_071b0d2a4737ef017078fdf1","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"62302","sector":null,"start_date":"2025-12-02","planned_end_date":"2026-03-02","end_date":null,"outcome":null,"form":"retraining","delivery":"hybrid","hours":"full_time","measure":"045/4090/2026"}');
INSERT INTO planning.revision VALUES (42, 3, 1766760960000000, '8597393d-a992-455c-a519-d9022ad2f86f', 27, '{"entry_id":"T-2026-01000633X","revision":3,"status":"cancelled","customer":"c_071b0d2a4737ef017078fdf1","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"62302","sector":null,"start_date":"2025-12-02","planned_end_date":"2026-03-02","end_date":null,"outcome":null,"form":"retraining","delivery":"hybrid","hours":"full_time","measure":"045/4090/2026"}');
INSERT INTO planning.revision VALUES (43, 1, 1769202179000000, '4da01905-18ba-40c5-a734-dbdbaa8c571c', 88, '{"entry_id":"T-2026-01000691","revision":1,"status":"started","customer":"c_c6a2da3be5ef2064ebdd18ad","office":"AA-ST-OST","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":null,"sector":null,"start_date":"2026-01-14","planned_end_date":"2026-04-08","end_date":null,"outcome":null,"form":"basic_skills","delivery":"on_site","hours":"full_time","measure":"046/5276/2026"}');
INSERT INTO planning.revision VALUES (44, 1, 1767010080000000, '76e65736-bd00-4ebd-af3c-26b5ce24e25c', 29, '{"entry_id":"T-2026-01000003","revision":1,"status":"planned","customer":"c_dc1d51cfae83199b24258df5","office":"JC-ABI","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"52122","sector":null,"start_date":"2026-01-28","planned_end_date":"2028-01-28","end_date":null,"outcome":null,"form":"in_company_retraining","delivery":"on_site","hours":"full_time","measure":"046/7939/2026"}');
INSERT INTO planning.revision VALUES (44, 2, 1769810042000000, '6ce5a1a0-6778-48d7-a6bb-6ea001d7354a', 109, '{"entry_id":"T-2026-01000003","revision":2,"status":"started","customer":"c_dc1d51cfae83199b24258df5","office":"JC-ABI","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"52122","sector":null,"start_date":"2026-01-28","planned_end_date":"2028-01-28","end_date":null,"outcome":null,"form":"in_company_retraining","delivery":"on_site","hours":"full_time","measure":"046/7939/2026"}');
INSERT INTO planning.revision VALUES (45, 1, 1769411954000000, '2ee4f240-2cae-49d2-a081-6cec56fc3dcd', 95, '{"entry_id":"T-2026-01000010","revision":1,"status":"started","customer":"c_0acd301b7c134deafbaccbf8","office":"JC-ABI","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"52531","sector":null,"start_date":"2026-01-19","planned_end_date":"2028-01-19","end_date":null,"outcome":null,"form":"adaptation","delivery":"hybrid","hours":"full_time","measure":"046/7469/2026"}');
INSERT INTO planning.revision VALUES (46, 1, 1767969480000000, '59a45b9b-bbd5-429e-ad35-4e2c092104d1', 57, '{"entry_id":"T-2026-01000011","revision":1,"status":"planned","customer":"c_04cb5bb0fbe02e182df7218c","office":"JC-ABI","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"52531","sector":null,"start_date":"2026-01-19","planned_end_date":"2026-04-13","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"full_time","measure":"046/7469/2026"}');
INSERT INTO planning.revision VALUES (46, 2, 1769339537000000, 'af500f98-4903-49d9-a884-e1b3ce987179', 93, '{"entry_id":"T-2026-01000011","revision":2,"status":"started","customer":"c_04cb5bb0fbe02e182df7218c","office":"JC-ABI","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"52531","sector":null,"start_date":"2026-01-19","planned_end_date":"2026-04-13","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"full_time","measure":"046/7469/2026"}');
INSERT INTO planning.revision VALUES (23, 1, 1769091720000000, 'cec8a71e-1169-4248-ae54-8036b4f4cf1a', 84, '{"customer":"c_9e553672399b32452197b490","revision":1,"status":"registered","office":"JC-WB","regime":"SGB2","skill_level":"helper","qualification":"none","long_term_unemployed":false,"age_band":"35-54","target_occupation":"81142","language_support":true}');
INSERT INTO planning.revision VALUES (24, 1, 1768061340000000, 'b345d0fc-4e8b-45a0-a100-da463c3a0d8e', 60, '{"customer":"c_cc8578670a4c6bfe98218a4f","revision":1,"status":"registered","office":"JC-WB","regime":"SGB2","skill_level":"helper","qualification":"vocational","long_term_unemployed":true,"age_band":"35-54","target_occupation":"71304","language_support":false}');
INSERT INTO planning.revision VALUES (58, 1, 1766676600000000, '599f2f4a-33e5-4c05-ac12-f6f7db9e0581', 26, '{"entry_id":"T-2026-01000567","revision":1,"status":"planned","customer":"c_2393276f858d1f252c95b7f5","office":"JC-DERO","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"82101","sector":null,"start_date":"2026-01-05","planned_end_date":"2028-01-05","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"part_time","measure":"042/5744/2026"}');
INSERT INTO planning.revision VALUES (58, 2, 1768141142000000, 'e70feba4-3b57-43a4-a97c-c3b676511c31', 62, '{"entry_id":"T-2026-01000567","revision":2,"status":"started","customer":"c_2393276f858d1f252c95b7f5","office":"JC-DERO","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"82101","sector":null,"start_date":"2026-01-05","planned_end_date":"2028-01-05","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"part_time","measure":"042/5744/2026"}');
INSERT INTO planning.revision VALUES (59, 1, 1769610420000000, '80695d19-e14e-4354-aa46-2e53fbac24ae', 101, '{"entry_id":"T-2026-01000575","revision":1,"status":"planned","customer":"c_ad001f4df8b54b47e70796d4","office":"JC-DERO","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"54101","sector":null,"start_date":"2026-02-26","planned_end_date":"2026-05-21","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"full_time","measure":"044/1178/2026"}');
INSERT INTO planning.revision VALUES (60, 1, 1769528700000000, 'f50abd8c-0504-4fd7-ac22-80ad15adc6b2', 98, '{"entry_id":"T-2026-01000629","revision":1,"status":"planned","customer":"c_6fe819ee415b79203fc11cf1","office":"JC-DERO","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"62102","sector":null,"start_date":"2026-02-18","planned_end_date":"2026-08-17","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"full_time","measure":"043/2864/2026"}');
INSERT INTO planning.revision VALUES (61, 1, 1770204780000000, '468452fd-2d2b-4bf6-a6ab-24d4e5f3c3fb', 122, '{"entry_id":"T-2026-01000036","revision":1,"status":"planned","customer":"c_c1b66477975d5a1aa8e463ed","office":"JC-WB","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"52122","sector":null,"start_date":"2026-03-12","planned_end_date":"2027-03-12","end_date":null,"outcome":null,"form":"retraining","delivery":"hybrid","hours":"full_time","measure":"045/5504/2026"}');
INSERT INTO planning.revision VALUES (62, 1, 1766048700000000, '450a4ac3-1d34-4d46-a8f5-01b3505b0aaf', 18, '{"entry_id":"T-2026-01000304","revision":1,"status":"planned","customer":"c_ccfa045c4c437fcda2a1cd5f","office":"JC-WB","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"53112","sector":null,"start_date":"2026-01-21","planned_end_date":"2026-02-18","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"full_time","measure":"047/8577/2026"}');
INSERT INTO planning.revision VALUES (62, 2, 1769384943000000, 'e94ce1c7-9a55-48dc-a64a-fb17d734da18', 94, '{"entry_id":"T-2026-01000304","revision":2,"status":"started","customer":"c_ccfa045c4c437fcda2a1cd5f","office":"JC-WB","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"53112","sector":null,"start_date":"2026-01-21","planned_end_date":"2026-02-18","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"full_time","measure":"047/8577/2026"}');
INSERT INTO planning.revision VALUES (63, 1, 1769336100000000, '999d3198-f0a6-4461-a029-74c57dd40baa', 92, '{"entry_id":"T-2026-01000415","revision":1,"status":"planned","customer":"c_226225b2bce8c275544b391a","office":"JC-WB","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"43102","sector":null,"start_date":"2026-02-27","planned_end_date":"2028-02-27","end_date":null,"outcome":null,"form":"partial_qualification","delivery":"online","hours":"full_time","measure":"042/8418/2026"}');
INSERT INTO planning.revision VALUES (64, 1, 1771210993000000, '8eb1faeb-ae02-4eb8-a5df-419272e57ebe', 147, '{"entry_id":"T-2026-01000418","revision":1,"status":"planned","customer":"c_c643b7e8a98f7612ff250cc3","office":"JC-WB","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"43102","sector":null,"start_date":"2026-02-27","planned_end_date":"2026-05-22","end_date":null,"outcome":null,"form":"partial_qualification","delivery":"hybrid","hours":"full_time","measure":"042/8418/2026"}');
INSERT INTO planning.revision VALUES (65, 1, 1765201020000000, '6d0b8d21-304e-43b0-a9c5-db01f65dd43e', 7, '{"entry_id":"T-2026-01000468","revision":1,"status":"planned","customer":"c_15d54ffbdb94b772f09530a0","office":"JC-WB","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"41312","sector":null,"start_date":"2026-01-07","planned_end_date":"2028-01-07","end_date":null,"outcome":null,"form":"adaptation","delivery":"hybrid","hours":"part_time","measure":"048/6991/2026"}');
INSERT INTO planning.revision VALUES (65, 2, 1768407661000000, '1e8ddba2-9a6e-41cd-a5a5-da7451ee99d0', 71, '{"entry_id":"T-2026-01000468","revision":2,"status":"started","customer":"c_15d54ffbdb94b772f09530a0","office":"JC-WB","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"41312","sector":null,"start_date":"2026-01-07","planned_end_date":"2028-01-07","end_date":null,"outcome":null,"form":"adaptation","delivery":"hybrid","hours":"part_time","measure":"048/6991/2026"}');
INSERT INTO planning.revision VALUES (66, 1, 1767019740000000, '8cf4583a-cec4-4432-a373-af16000d349a', 30, '{"entry_id":"T-2026-01000562","revision":1,"status":"planned","customer":"c_bb5f1f81d8cc9c507a60a627","office":"JC-WB","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"83142","sector":null,"start_date":"2026-01-15","planned_end_date":"2026-07-14","end_date":null,"outcome":null,"form":"retraining","delivery":"online","hours":"part_time","measure":"044/5578/2026"}');
INSERT INTO planning.revision VALUES (66, 2, 1768972400000000, '809ae112-256b-45da-a30b-a1a2cfcc0b40', 83, '{"entry_id":"T-2026-01000562","revision":2,"status":"started","customer":"c_bb5f1f81d8cc9c507a60a627","office":"JC-WB","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"83142","sector":null,"start_date":"2026-01-15","planned_end_date":"2026-07-14","end_date":null,"outcome":null,"form":"retraining","delivery":"online","hours":"part_time","measure":"044/5578/2026"}');
INSERT INTO planning.revision VALUES (67, 1, 1766145180000000, '08e7eb57-d5d9-430e-ac02-f6232e6b8717', 20, '{"entry_id":"T-2026-01000627","revision":1,"status":"planned","customer":"c_57e6e27eeeed1eccfe90c2bf","office":"JC-WB","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"62101","sector":null,"start_date":"2026-01-23","planned_end_date":"2027-01-23","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"full_time","measure":"046/699/2026"}');
INSERT INTO planning.revision VALUES (67, 2, 1769516001000000, '459a4fee-444d-4c88-a1e9-d996d0b66c74', 96, '{"entry_id":"T-2026-01000627","revision":2,"status":"started","customer":"c_57e6e27eeeed1eccfe90c2bf","office":"JC-WB","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"62101","sector":null,"start_date":"2026-01-23","planned_end_date":"2027-01-23","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"full_time","measure":"046/699/2026"}');
INSERT INTO planning.revision VALUES (68, 1, 1767530981000000, '68834adb-ee53-4e86-a2a1-1e6a13426f90', 45, '{"entry_id":"T-2026-01000690","revision":1,"status":"planned","customer":"c_ed28cd2024e194a1d4497531","office":"JC-WB","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":null,"sector":null,"start_date":"2026-01-22","planned_end_date":"2028-01-22","end_date":null,"outcome":null,"form":"basic_skills","delivery":"on_site","hours":"full_time","measure":"048/1297/2026"}');
INSERT INTO planning.revision VALUES (47, 1, 1762070880000000, '89933199-d851-4bca-aa55-0cc085dfa94f', 2, '{"entry_id":"T-2026-01000046X","revision":1,"status":"planned","customer":"c_2176035a092741bed595b508","office":"JC-ABI","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"51312","sector":null,"start_date":"2025-12-06","planned_end_date":"2026-03-06","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"part_time","measure":"043/2420/2026"}');
INSERT INTO planning.revision VALUES (47, 2, 1765487561000000, 'd876aa68-e136-4399-a6be-9c165e34feba', 13, '{"entry_id":"T-2026-01000046X","revision":2,"status":"started","customer":"c_2176035a092741bed595b508","office":"JC-ABI","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"51312","sector":null,"start_date":"2025-12-06","planned_end_date":"2026-03-06","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"part_time","measure":"043/2420/2026"}');
INSERT INTO planning.revision VALUES (48, 1, 1768556580000000, '00c7c307-57be-417f-abc0-a5597e603219', 74, '{"entry_id":"T-2026-01000187","revision":1,"status":"planned","customer":"c_0b7aa1cc4926fa63d9d6d4e7","office":"JC-ABI","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"81102","sector":null,"start_date":"2026-01-29","planned_end_date":"2026-04-23","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"part_time","measure":"044/8894/2026"}');
INSERT INTO planning.revision VALUES (48, 2, 1770679688000000, 'cfaa35fd-25e1-443a-aafb-842d0c4f7035', 134, '{"entry_id":"T-2026-01000187","revision":2,"status":"started","customer":"c_0b7aa1cc4926fa63d9d6d4e7","office":"JC-ABI","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"81102","sector":null,"start_date":"2026-01-29","planned_end_date":"2026-04-23","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"part_time","measure":"044/8894/2026"}');
INSERT INTO planning.revision VALUES (49, 1, 1769172600000000, '69509ddf-4c5e-4ed6-a114-0422e66f9ce6', 85, '{"entry_id":"T-2026-01000221","revision":1,"status":"planned","customer":"c_6f3ad571cfba7f0d06f06ee7","office":"JC-ABI","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"81302","sector":null,"start_date":"2026-03-02","planned_end_date":"2026-08-29","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"full_time","measure":"048/923/2026"}');
INSERT INTO planning.revision VALUES (50, 1, 1770476077000000, 'e8512360-2b36-4184-a2db-59ba4fabefd7', 131, '{"entry_id":"T-2026-01000231","revision":1,"status":"planned","customer":"c_f1a3a6b06c894bbb02711e8c","office":"JC-ABI","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"82102","sector":null,"start_date":"2026-03-12","planned_end_date":"2026-06-04","end_date":null,"outcome":null,"form":"retraining","delivery":"online","hours":"full_time","measure":"042/6627/2026"}');
INSERT INTO planning.revision VALUES (51, 1, 1770373440000000, '8f3e540f-53eb-4aca-a800-660fdc0f0222', 126, '{"entry_id":"T-2026-01000476","revision":1,"status":"planned","customer":"c_0e796abe1c8559be41f28409","office":"JC-ABI","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"41312","sector":null,"start_date":"2026-03-13","planned_end_date":"2026-06-05","end_date":null,"outcome":null,"form":"partial_qualification","delivery":"online","hours":"full_time","measure":"048/4311/2026"}');
INSERT INTO planning.revision VALUES (52, 1, 1765277760000000, '39a57f3f-03b0-4a84-abfd-6e9d7f8410ca', 8, '{"entry_id":"T-2026-01000558","revision":1,"status":"planned","customer":"c_67f83c39244d428b91213c88","office":"JC-ABI","funding":"SGB2","customer_regime":"SGB2","employed":false,"occupation":"82101","sector":null,"start_date":"2026-01-20","planned_end_date":"2026-04-14","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"full_time","measure":"042/6003/2026"}');
INSERT INTO planning.revision VALUES (52, 2, 1770391885000000, 'e1b71c11-9b3a-4512-a836-6f5d2704cf47', 128, '{"entry_id":"T-2026-01000558","revision":2,"status":"started","customer":"c_67f83c39244d428b91213c88","office":"JC-ABI","funding":"SGB2","customer_regime":"SGB2","employed":false,"occupation":"82101","sector":null,"start_date":"2026-01-20","planned_end_date":"2026-04-14","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"full_time","measure":"042/6003/2026"}');
INSERT INTO planning.revision VALUES (53, 1, 1768633357000000, '5a1d2f3c-efe3-4aac-a759-7d5a8671b9f1', 77, '{"entry_id":"T-2026-01000005","revision":1,"status":"started","customer":"c_186a71386cbc1c770e4301c1","office":"JC-DERO","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"52122","sector":null,"start_date":"2026-01-09","planned_end_date":"2026-07-08","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"full_time","measure":"045/1256/2026"}');
INSERT INTO planning.revision VALUES (54, 1, 1771070580000000, '67586c25-04f6-4cae-a219-ab0bdab403b8', 143, '{"entry_id":"T-2026-01000218","revision":1,"status":"planned","customer":"c_4a7c3c64e5e9da6a1b0bdb67","office":"JC-DERO","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":"82502","sector":null,"start_date":"2026-03-03","planned_end_date":"2026-08-30","end_date":null,"outcome":null,"form":"adaptation","delivery":"hybrid","hours":"full_time","measure":"043/9270/2026"}');
INSERT INTO planning.revision VALUES (55, 1, 1766153400000000, 'e77d206a-f7eb-4ab9-ae08-13cc2a6569a8', 21, '{"entry_id":"T-2026-01000300","revision":1,"status":"planned","customer":"c_bdc4fe8f39b41d0e88cd8108","office":"JC-DERO","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"53123","sector":null,"start_date":"2026-01-16","planned_end_date":"2028-01-16","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"full_time","measure":"045/8665/2026"}');
INSERT INTO planning.revision VALUES (55, 2, 1768711818000000, 'dda19bd2-0915-4b14-a139-e959530fa1ed', 79, '{"entry_id":"T-2026-01000300","revision":2,"status":"started","customer":"c_bdc4fe8f39b41d0e88cd8108","office":"JC-DERO","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"53123","sector":null,"start_date":"2026-01-16","planned_end_date":"2028-01-16","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"full_time","measure":"045/8665/2026"}');
INSERT INTO planning.revision VALUES (56, 1, 1767353880000000, 'efbdd407-217a-4ff6-ac85-b6cd6929090f', 38, '{"entry_id":"T-2026-01000411","revision":1,"status":"planned","customer":"c_6e1ede85220be82e233a3587","office":"JC-DERO","funding":"SGB2","customer_regime":"SGB2","employed":false,"occupation":"43104","sector":null,"start_date":"2026-01-20","planned_end_date":"2026-07-19","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"full_time","measure":"044/9332/2026"}');
INSERT INTO planning.revision VALUES (56, 2, 1770388172000000, '4aa09d4b-17ab-440a-a1f5-c480f3ab573e', 127, '{"entry_id":"T-2026-01000411","revision":2,"status":"started","customer":"c_6e1ede85220be82e233a3587","office":"JC-DERO","funding":"SGB2","customer_regime":"SGB2","employed":false,"occupation":"43104","sector":null,"start_date":"2026-01-20","planned_end_date":"2026-07-19","end_date":null,"outcome":null,"form":"adaptation","delivery":"on_site","hours":"full_time","measure":"044/9332/2026"}');
INSERT INTO planning.revision VALUES (57, 1, 1769864460000000, '04611638-5c43-4687-a4e3-b91ac31c968d', 111, '{"entry_id":"T-2026-01000513","revision":1,"status":"planned","customer":"c_5b4914501801552d11fcde5e","office":"JC-DERO","funding":"SGB3","customer_regime":"SGB2","employed":false,"occupation":"25102","sector":null,"start_date":"2026-03-10","planned_end_date":"2026-04-07","end_date":null,"outcome":null,"form":"adaptation","delivery":"online","hours":"full_time","measure":"043/8191/2026"}');
INSERT INTO planning.revision VALUES (68, 2, 1770016620000000, 'd4b5424f-8f7a-4a41-a87e-5939e8a2922d', 116, '{"entry_id":"T-2026-01000690","revision":2,"status":"started","customer":"c_ed28cd2024e194a1d4497531","office":"JC-WB","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":null,"sector":null,"start_date":"2026-01-22","planned_end_date":"2028-01-22","end_date":null,"outcome":null,"form":"basic_skills","delivery":"on_site","hours":"full_time","measure":"048/1297/2026"}');
INSERT INTO planning.revision VALUES (69, 1, 1770196620000000, '259a5619-bb1e-4de0-ad92-4045d6c9cf21', 120, '{"entry_id":"T-2026-01000694","revision":1,"status":"planned","customer":"c_c7fdd10ddd7b912c86f66472","office":"JC-WB","funding":"SGB3","customer_regime":"SGB3","employed":true,"occupation":null,"sector":null,"start_date":"2026-02-17","planned_end_date":"2027-02-17","end_date":null,"outcome":null,"form":"basic_skills","delivery":"on_site","hours":"full_time","measure":"042/672/2026"}');
INSERT INTO planning.revision VALUES (70, 1, 1766327160000000, '2c804d72-064b-44b4-afad-5486d9c24054', 24, '{"voucher_id":"V-2026-01000001","revision":1,"status":"issued","customer":"c_6070b5400a238f469be19c6b","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"52531","sector":null,"form":"in_company_retraining","issued_on":"2025-12-21","valid_until":"2026-03-21","entry_id":null}');
INSERT INTO planning.revision VALUES (70, 2, 1768062840000000, 'f4964771-0237-4427-aeb2-95985ebe2af0', 61, '{"voucher_id":"V-2026-01000001","revision":2,"status":"redeemed","customer":"c_6070b5400a238f469be19c6b","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"52531","sector":null,"form":"in_company_retraining","issued_on":"2025-12-21","valid_until":"2026-03-21","entry_id":"T-2026-01000001"}');
INSERT INTO planning.revision VALUES (71, 1, 1768483860000000, '63c68719-2934-4131-a9d7-e3c3d686db31', 73, '{"voucher_id":"V-2026-01000019","revision":1,"status":"issued","customer":"c_eeb8ec4de43c90e7441e7ca2","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"51311","sector":null,"form":"partial_qualification","issued_on":"2026-01-15","valid_until":"2026-04-15","entry_id":null}');
INSERT INTO planning.revision VALUES (71, 2, 1770202020000000, '3de8dedd-42b5-42aa-a27a-6ffa06287b4c', 121, '{"voucher_id":"V-2026-01000019","revision":2,"status":"redeemed","customer":"c_eeb8ec4de43c90e7441e7ca2","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"51311","sector":null,"form":"partial_qualification","issued_on":"2026-01-15","valid_until":"2026-04-15","entry_id":"T-2026-01000019"}');
INSERT INTO planning.revision VALUES (72, 1, 1768147080000000, 'c86f6e84-1854-4890-a8cf-a70fa3256342', 64, '{"voucher_id":"V-2026-01000025","revision":1,"status":"issued","customer":"c_49ecfda9df4beb3d1262cfa7","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"52122","sector":null,"form":"adaptation","issued_on":"2026-01-11","valid_until":"2026-04-11","entry_id":null}');
INSERT INTO planning.revision VALUES (72, 2, 1769878680000000, 'f3077500-1b4f-40ec-a271-8feeb4f4439c', 114, '{"voucher_id":"V-2026-01000025","revision":2,"status":"redeemed","customer":"c_49ecfda9df4beb3d1262cfa7","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"52122","sector":null,"form":"adaptation","issued_on":"2026-01-11","valid_until":"2026-04-11","entry_id":"T-2026-01000025"}');
INSERT INTO planning.revision VALUES (73, 1, 1765537440000000, '911a83b7-1914-4aea-a433-030c0920845e', 14, '{"voucher_id":"V-2026-01000123","revision":1,"status":"issued","customer":"c_fb4c857ca9a33ecfa786ba8c","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"71304","sector":null,"form":"adaptation","issued_on":"2025-12-12","valid_until":"2026-03-12","entry_id":null}');
INSERT INTO planning.revision VALUES (73, 2, 1767277680000000, 'fad7d2b6-1f3f-4e97-a0f5-0109d31e935c', 37, '{"voucher_id":"V-2026-01000123","revision":2,"status":"redeemed","customer":"c_fb4c857ca9a33ecfa786ba8c","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"71304","sector":null,"form":"adaptation","issued_on":"2025-12-12","valid_until":"2026-03-12","entry_id":"T-2026-01000123"}');
INSERT INTO planning.revision VALUES (74, 1, 1765378440000000, 'a86edd10-5fb6-456c-afe6-8f354f5883df', 10, '{"voucher_id":"V-2026-01000179","revision":1,"status":"issued","customer":"c_aff8d2d62856abc5ccf2553a","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"82502","sector":null,"form":"adaptation","issued_on":"2025-12-10","valid_until":"2026-03-10","entry_id":null}');
INSERT INTO planning.revision VALUES (74, 2, 1767112920000000, '90497b22-2873-4713-a485-e9350ec79fd4', 32, '{"voucher_id":"V-2026-01000179","revision":2,"status":"redeemed","customer":"c_aff8d2d62856abc5ccf2553a","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"82502","sector":null,"form":"adaptation","issued_on":"2025-12-10","valid_until":"2026-03-10","entry_id":"T-2026-01000179"}');
INSERT INTO planning.revision VALUES (75, 1, 1764514980000000, 'dcfe4cb8-6695-444d-a944-dba59a4297e0', 6, '{"voucher_id":"V-2026-01000188","revision":1,"status":"issued","customer":"c_e4a6689899af9fd298fb3a24","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"81302","sector":null,"form":"adaptation","issued_on":"2025-11-30","valid_until":"2026-02-28","entry_id":null}');
INSERT INTO planning.revision VALUES (75, 2, 1766248620000000, '26a290a9-43c1-42b1-afac-b199276f73b7', 23, '{"voucher_id":"V-2026-01000188","revision":2,"status":"redeemed","customer":"c_e4a6689899af9fd298fb3a24","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"81302","sector":null,"form":"adaptation","issued_on":"2025-11-30","valid_until":"2026-02-28","entry_id":"T-2026-01000188"}');
INSERT INTO planning.revision VALUES (76, 1, 1768144560000000, '78bca203-616f-4b7f-a100-dc74eeeececd', 63, '{"voucher_id":"V-2026-01000193","revision":1,"status":"issued","customer":"c_951d4c2df78df59b12826492","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"81302","sector":null,"form":"adaptation","issued_on":"2026-01-11","valid_until":"2026-04-11","entry_id":null}');
INSERT INTO planning.revision VALUES (76, 2, 1769853900000000, '7b41c991-2bb5-42cf-aec7-014496c7011e', 110, '{"voucher_id":"V-2026-01000193","revision":2,"status":"redeemed","customer":"c_951d4c2df78df59b12826492","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"81302","sector":null,"form":"adaptation","issued_on":"2026-01-11","valid_until":"2026-04-11","entry_id":"T-2026-01000193"}');
INSERT INTO planning.revision VALUES (77, 1, 1768059600000000, '1d2cc6ad-4970-431f-ae68-09020fc16ca8', 59, '{"voucher_id":"V-2026-01000307","revision":1,"status":"issued","customer":"c_acb25eec664a3f02f6279117","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"53123","sector":null,"form":"adaptation","issued_on":"2026-01-10","valid_until":"2026-04-10","entry_id":null}');
INSERT INTO planning.revision VALUES (77, 2, 1769769060000000, 'f5888c89-f4a3-43b1-a09c-f669e6dad15f', 106, '{"voucher_id":"V-2026-01000307","revision":2,"status":"redeemed","customer":"c_acb25eec664a3f02f6279117","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"53123","sector":null,"form":"adaptation","issued_on":"2026-01-10","valid_until":"2026-04-10","entry_id":"T-2026-01000307"}');
INSERT INTO planning.revision VALUES (78, 1, 1767437520000000, '473587b0-1178-44b2-ad1e-c39edde7e2c3', 40, '{"voucher_id":"V-2026-01000505","revision":1,"status":"issued","customer":"c_5689d5082e0b0773d74d7dee","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"25122","sector":null,"form":"adaptation","issued_on":"2026-01-03","valid_until":"2026-04-03","entry_id":null}');
INSERT INTO planning.revision VALUES (78, 2, 1769183700000000, '1c877e54-03d5-4c06-a52d-f05869dc31e2', 87, '{"voucher_id":"V-2026-01000505","revision":2,"status":"redeemed","customer":"c_5689d5082e0b0773d74d7dee","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"25122","sector":null,"form":"adaptation","issued_on":"2026-01-03","valid_until":"2026-04-03","entry_id":"T-2026-01000505"}');
INSERT INTO planning.revision VALUES (79, 1, 1767450000000000, 'b28a05f1-4880-49b8-a029-6f093b23e3ed', 41, '{"voucher_id":"V-2026-01000507","revision":1,"status":"issued","customer":"c_266cc4b8360a323d7b52c1ab","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"25122","sector":null,"form":"adaptation","issued_on":"2026-01-03","valid_until":"2026-04-03","entry_id":null}');
INSERT INTO planning.revision VALUES (79, 2, 1769174880000000, '03afba3d-faf4-48a9-afd7-9378927d7bef', 86, '{"voucher_id":"V-2026-01000507","revision":2,"status":"redeemed","customer":"c_266cc4b8360a323d7b52c1ab","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"25122","sector":null,"form":"adaptation","issued_on":"2026-01-03","valid_until":"2026-04-03","entry_id":"T-2026-01000507"}');
INSERT INTO planning.revision VALUES (80, 1, 1767964980000000, 'b29a3638-2f97-4c15-a78e-c3a14ccd4410', 55, '{"voucher_id":"V-2026-01000508","revision":1,"status":"issued","customer":"c_8bf8b6d11e6cacdaf10883a3","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"25122","sector":null,"form":"retraining","issued_on":"2026-01-09","valid_until":"2026-04-09","entry_id":null}');
INSERT INTO planning.revision VALUES (80, 2, 1769699160000000, '4c4f2337-080e-4a46-a950-0bea396773c2', 103, '{"voucher_id":"V-2026-01000508","revision":2,"status":"redeemed","customer":"c_8bf8b6d11e6cacdaf10883a3","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"25122","sector":null,"form":"retraining","issued_on":"2026-01-09","valid_until":"2026-04-09","entry_id":"T-2026-01000508"}');
INSERT INTO planning.revision VALUES (81, 1, 1768402140000000, '9b81c62d-9019-46e3-a7ad-ee6cff753833', 69, '{"voucher_id":"V-2026-01000573","revision":1,"status":"issued","customer":"c_11d3e7d2292595cdddd33e91","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"81301","sector":null,"form":"partial_qualification","issued_on":"2026-01-14","valid_until":"2026-04-14","entry_id":null}');
INSERT INTO planning.revision VALUES (81, 2, 1770129060000000, '4034bcca-c4a3-4b67-ace9-a7b499f040dd', 117, '{"voucher_id":"V-2026-01000573","revision":2,"status":"redeemed","customer":"c_11d3e7d2292595cdddd33e91","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"81301","sector":null,"form":"partial_qualification","issued_on":"2026-01-14","valid_until":"2026-04-14","entry_id":"T-2026-01000573"}');
INSERT INTO planning.revision VALUES (82, 1, 1770393960000000, '0a07c599-480f-499a-af28-5122953c43b8', 129, '{"voucher_id":"V-2026-01000577","revision":1,"status":"issued","customer":"c_9e6e0109a2c327a48797b66b","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"83212","sector":null,"form":"adaptation","issued_on":"2026-02-06","valid_until":"2026-05-07","entry_id":null}');
INSERT INTO planning.revision VALUES (83, 1, 1770219540000000, 'dfe707e0-0b4d-437e-a284-a6226b8a36d5', 123, '{"voucher_id":"V-2026-01000586","revision":1,"status":"issued","customer":"c_ae914d9b2b4a4c14638edb9c","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"83142","sector":null,"form":"adaptation","issued_on":"2026-02-04","valid_until":"2026-05-05","entry_id":null}');
INSERT INTO planning.revision VALUES (84, 1, 1767966780000000, 'e319f67e-de41-49ed-ab1f-57fa81e5c5da', 56, '{"voucher_id":"V-2026-01000735","revision":1,"status":"issued","customer":"c_cf3b9661c1e080381292fdbb","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"71402","sector":null,"form":"adaptation","issued_on":"2026-01-09","valid_until":"2026-04-09","entry_id":null}');
INSERT INTO planning.revision VALUES (84, 2, 1769701260000000, 'b9376a31-4461-48c7-a793-b374d45ad33b', 104, '{"voucher_id":"V-2026-01000735","revision":2,"status":"redeemed","customer":"c_cf3b9661c1e080381292fdbb","office":"AA-ST-OST","funding":"SGB3","employed":false,"occupation":"71402","sector":null,"form":"adaptation","issued_on":"2026-01-09","valid_until":"2026-04-09","entry_id":"T-2026-01000735"}');
INSERT INTO planning.revision VALUES (85, 1, 1766143920000000, '73c24f20-6b81-4ab3-a7d1-f9c4870534b1', 19, '{"voucher_id":"V-2026-01000003","revision":1,"status":"issued","customer":"c_dc1d51cfae83199b24258df5","office":"JC-ABI","funding":"SGB3","employed":false,"occupation":"52122","sector":null,"form":"in_company_retraining","issued_on":"2025-12-19","valid_until":"2026-03-19","entry_id":null}');
INSERT INTO planning.revision VALUES (85, 2, 1767889320000000, '1c1a6248-12f8-4ea6-a419-011d5acad651', 52, '{"voucher_id":"V-2026-01000003","revision":2,"status":"redeemed","customer":"c_dc1d51cfae83199b24258df5","office":"JC-ABI","funding":"SGB3","employed":false,"occupation":"52122","sector":null,"form":"in_company_retraining","issued_on":"2025-12-19","valid_until":"2026-03-19","entry_id":"T-2026-01000003"}');
INSERT INTO planning.revision VALUES (86, 1, 1765371600000000, '09fc1c77-1b3f-410a-a793-e91eadd683c9', 9, '{"voucher_id":"V-2026-01000011","revision":1,"status":"issued","customer":"c_04cb5bb0fbe02e182df7218c","office":"JC-ABI","funding":"SGB3","employed":false,"occupation":"52531","sector":null,"form":"adaptation","issued_on":"2025-12-10","valid_until":"2026-03-10","entry_id":null}');
INSERT INTO planning.revision VALUES (86, 2, 1767098460000000, 'e261c8ea-1ed8-4375-afcb-bfbbe2944cb1', 31, '{"voucher_id":"V-2026-01000011","revision":2,"status":"redeemed","customer":"c_04cb5bb0fbe02e182df7218c","office":"JC-ABI","funding":"SGB3","employed":false,"occupation":"52531","sector":null,"form":"adaptation","issued_on":"2025-12-10","valid_until":"2026-03-10","entry_id":"T-2026-01000011"}');
INSERT INTO planning.revision VALUES (87, 1, 1769875680000000, 'b6599262-c8a2-4996-acf0-685c2d02e89a', 112, '{"voucher_id":"V-2026-01000034","revision":1,"status":"issued","customer":"c_59d473da69f0cc20917c062a","office":"JC-ABI","funding":"SGB3","employed":false,"occupation":"52122","sector":null,"form":"partial_qualification","issued_on":"2026-01-31","valid_until":"2026-05-01","entry_id":null}');
INSERT INTO planning.revision VALUES (88, 1, 1761576780000000, 'dc46c441-b194-4a76-a3b5-9cdb7f8d0032', 1, '{"voucher_id":"V-2026-01000046X","revision":1,"status":"issued","customer":"c_2176035a092741bed595b508","office":"JC-ABI","funding":"SGB3","employed":false,"occupation":"51312","sector":null,"form":"adaptation","issued_on":"2025-10-27","valid_until":"2026-01-25","entry_id":null}');
INSERT INTO planning.revision VALUES (88, 2, 1763295660000000, '9f1f97e8-ae41-4cc1-aa99-b66360d27447', 4, '{"voucher_id":"V-2026-01000046X","revision":2,"status":"redeemed","customer":"c_2176035a092741bed595b508","office":"JC-ABI","funding":"SGB3","employed":false,"occupation":"51312","sector":null,"form":"adaptation","issued_on":"2025-10-27","valid_until":"2026-01-25","entry_id":"T-2026-01000046X"}');
INSERT INTO planning.revision VALUES (89, 1, 1766227860000000, 'e5d4219b-94b9-4d40-ae44-f89b94428b93', 22, '{"voucher_id":"V-2026-01000187","revision":1,"status":"issued","customer":"c_0b7aa1cc4926fa63d9d6d4e7","office":"JC-ABI","funding":"SGB3","employed":false,"occupation":"81102","sector":null,"form":"adaptation","issued_on":"2025-12-20","valid_until":"2026-03-20","entry_id":null}');
INSERT INTO planning.revision VALUES (89, 2, 1767969600000000, '8aa5970d-6a86-4013-acc7-db5a95a640d8', 58, '{"voucher_id":"V-2026-01000187","revision":2,"status":"redeemed","customer":"c_0b7aa1cc4926fa63d9d6d4e7","office":"JC-ABI","funding":"SGB3","employed":false,"occupation":"81102","sector":null,"form":"adaptation","issued_on":"2025-12-20","valid_until":"2026-03-20","entry_id":"T-2026-01000187"}');
INSERT INTO planning.revision VALUES (90, 1, 1765454640000000, '6ea5a9e4-68d1-4c9c-a061-7df06dc9214d', 12, '{"voucher_id":"V-2026-01000558","revision":1,"status":"issued","customer":"c_67f83c39244d428b91213c88","office":"JC-ABI","funding":"SGB2","employed":false,"occupation":"82101","sector":null,"form":"adaptation","issued_on":"2025-12-11","valid_until":"2026-03-11","entry_id":null}');
INSERT INTO planning.revision VALUES (90, 2, 1767197940000000, '6a8b3d5d-8042-4f9a-a5b6-9e8c81e88a57', 34, '{"voucher_id":"V-2026-01000558","revision":2,"status":"redeemed","customer":"c_67f83c39244d428b91213c88","office":"JC-ABI","funding":"SGB2","employed":false,"occupation":"82101","sector":null,"form":"adaptation","issued_on":"2025-12-11","valid_until":"2026-03-11","entry_id":"T-2026-01000558"}');
INSERT INTO planning.revision VALUES (91, 1, 1765449600000000, 'c9506a0c-01b3-44f8-aafb-93425c5d2e80', 11, '{"voucher_id":"V-2026-01000411","revision":1,"status":"issued","customer":"c_6e1ede85220be82e233a3587","office":"JC-DERO","funding":"SGB2","employed":false,"occupation":"43104","sector":null,"form":"adaptation","issued_on":"2025-12-11","valid_until":"2026-03-11","entry_id":null}');
INSERT INTO planning.revision VALUES (91, 2, 1767192900000000, '157dda82-781b-4177-abbe-5b74b98fc978', 33, '{"voucher_id":"V-2026-01000411","revision":2,"status":"redeemed","customer":"c_6e1ede85220be82e233a3587","office":"JC-DERO","funding":"SGB2","employed":false,"occupation":"43104","sector":null,"form":"adaptation","issued_on":"2025-12-11","valid_until":"2026-03-11","entry_id":"T-2026-01000411"}');
INSERT INTO planning.revision VALUES (92, 1, 1769705100000000, '93f50c8d-3095-4414-ac60-727cfde8aadc', 105, '{"voucher_id":"V-2026-01000513","revision":1,"status":"issued","customer":"c_5b4914501801552d11fcde5e","office":"JC-DERO","funding":"SGB3","employed":false,"occupation":"25102","sector":null,"form":"adaptation","issued_on":"2026-01-29","valid_until":"2026-04-29","entry_id":null}');
INSERT INTO planning.revision VALUES (93, 1, 1767958980000000, 'da26094f-a36f-4686-a459-08d4ac65f3ca', 53, '{"voucher_id":"V-2026-01000629","revision":1,"status":"issued","customer":"c_6fe819ee415b79203fc11cf1","office":"JC-DERO","funding":"SGB3","employed":false,"occupation":"62102","sector":null,"form":"adaptation","issued_on":"2026-01-09","valid_until":"2026-04-09","entry_id":null}');
INSERT INTO planning.revision VALUES (93, 2, 1769689980000000, 'a3da503a-8944-4e4c-a619-459e95984dcf', 102, '{"voucher_id":"V-2026-01000629","revision":2,"status":"redeemed","customer":"c_6fe819ee415b79203fc11cf1","office":"JC-DERO","funding":"SGB3","employed":false,"occupation":"62102","sector":null,"form":"adaptation","issued_on":"2026-01-09","valid_until":"2026-04-09","entry_id":"T-2026-01000629"}');
INSERT INTO planning.revision VALUES (94, 1, 1770224400000000, 'd914f5db-ad13-4bc7-a72c-b0990c4fc701', 124, '{"voucher_id":"V-2026-01000696","revision":1,"status":"issued","customer":"c_1836597ade12f8a26952484a","office":"JC-DERO","funding":"SGB3","employed":false,"occupation":null,"sector":null,"form":"basic_skills","issued_on":"2026-02-04","valid_until":"2026-05-05","entry_id":null}');
INSERT INTO planning.revision VALUES (95, 1, 1770825600000000, '5b623074-3da7-4a8d-a97d-7e54e27ab56f', 138, '{"voucher_id":"V-2026-01000698","revision":1,"status":"issued","customer":"c_9e377cafed0014fdb2adf9ba","office":"JC-DERO","funding":"SGB3","employed":false,"occupation":"71402","sector":null,"form":"basic_skills","issued_on":"2026-02-11","valid_until":"2026-05-12","entry_id":null}');
INSERT INTO planning.revision VALUES (96, 1, 1769265360000000, '7fe06c3c-60b8-4943-aa24-c167aa9de118', 90, '{"voucher_id":"V-2026-01000738","revision":1,"status":"issued","customer":"c_4739f3ad54ba8aadb930b637","office":"JC-DERO","funding":"SGB3","employed":false,"occupation":"52512","sector":null,"form":"adaptation","issued_on":"2026-01-24","valid_until":"2026-04-24","entry_id":null}');
INSERT INTO planning.revision VALUES (96, 2, 1770994860000000, 'b0b02ced-87c1-4e45-a75c-01d5744646e7', 142, '{"voucher_id":"V-2026-01000738","revision":2,"status":"redeemed","customer":"c_4739f3ad54ba8aadb930b637","office":"JC-DERO","funding":"SGB3","employed":false,"occupation":"52512","sector":null,"form":"adaptation","issued_on":"2026-01-24","valid_until":"2026-04-24","entry_id":"T-2026-01000738"}');
INSERT INTO planning.revision VALUES (97, 1, 1767882780000000, 'c5f9d223-c56b-4f67-a050-a8bb0beeda2c', 51, '{"voucher_id":"V-2026-01000021","revision":1,"status":"issued","customer":"c_85e21f7a4ffbe74bf92c08c3","office":"JC-WB","funding":"SGB3","employed":false,"occupation":"52531","sector":null,"form":"adaptation","issued_on":"2026-01-08","valid_until":"2026-04-08","entry_id":null}');
INSERT INTO planning.revision VALUES (97, 2, 1769605320000000, '91812169-21ba-4d2e-aa15-bf22a94297f3', 100, '{"voucher_id":"V-2026-01000021","revision":2,"status":"redeemed","customer":"c_85e21f7a4ffbe74bf92c08c3","office":"JC-WB","funding":"SGB3","employed":false,"occupation":"52531","sector":null,"form":"adaptation","issued_on":"2026-01-08","valid_until":"2026-04-08","entry_id":"T-2026-01000021"}');
INSERT INTO planning.revision VALUES (98, 1, 1769877660000000, 'd84b1e51-c17c-4c7c-a5a7-1e6c7a5e4866', 113, '{"voucher_id":"V-2026-01000036","revision":1,"status":"issued","customer":"c_c1b66477975d5a1aa8e463ed","office":"JC-WB","funding":"SGB3","employed":false,"occupation":"52122","sector":null,"form":"retraining","issued_on":"2026-01-31","valid_until":"2026-05-01","entry_id":null}');
INSERT INTO planning.revision VALUES (99, 1, 1765558620000000, '4e07d51f-0484-4957-aa07-cb8e3e009568', 15, '{"voucher_id":"V-2026-01000304","revision":1,"status":"issued","customer":"c_ccfa045c4c437fcda2a1cd5f","office":"JC-WB","funding":"SGB3","employed":false,"occupation":"53112","sector":null,"form":"adaptation","issued_on":"2025-12-12","valid_until":"2026-03-12","entry_id":null}');
INSERT INTO planning.revision VALUES (99, 2, 1767270480000000, 'd06e10a5-dd97-4b25-ae53-81dab11fa071', 36, '{"voucher_id":"V-2026-01000304","revision":2,"status":"redeemed","customer":"c_ccfa045c4c437fcda2a1cd5f","office":"JC-WB","funding":"SGB3","employed":false,"occupation":"53112","sector":null,"form":"adaptation","issued_on":"2025-12-12","valid_until":"2026-03-12","entry_id":"T-2026-01000304"}');
INSERT INTO planning.revision VALUES (100, 1, 1768743540000000, '2d10bc95-4b7f-41d0-aab7-0c79d17c9a06', 80, '{"voucher_id":"V-2026-01000415","revision":1,"status":"issued","customer":"c_226225b2bce8c275544b391a","office":"JC-WB","funding":"SGB3","employed":false,"occupation":"43102","sector":null,"form":"partial_qualification","issued_on":"2026-01-18","valid_until":"2026-04-18","entry_id":null}');
INSERT INTO planning.revision VALUES (100, 2, 1770481440000000, '718c58c1-49b4-46aa-ac93-aa6d2633e6b2', 132, '{"voucher_id":"V-2026-01000415","revision":2,"status":"redeemed","customer":"c_226225b2bce8c275544b391a","office":"JC-WB","funding":"SGB3","employed":false,"occupation":"43102","sector":null,"form":"partial_qualification","issued_on":"2026-01-18","valid_until":"2026-04-18","entry_id":"T-2026-01000415"}');
INSERT INTO planning.revision VALUES (101, 1, 1764345300000000, '5754417a-bddd-4448-aade-1b43f7703bd7', 5, '{"voucher_id":"V-2026-01000468","revision":1,"status":"issued","customer":"c_15d54ffbdb94b772f09530a0","office":"JC-WB","funding":"SGB3","employed":false,"occupation":"41312","sector":null,"form":"adaptation","issued_on":"2025-11-28","valid_until":"2026-02-26","entry_id":null}');
INSERT INTO planning.revision VALUES (101, 2, 1766044920000000, 'd96bc5a9-cacc-4c8f-a4bc-844773c1dfda', 17, '{"voucher_id":"V-2026-01000468","revision":2,"status":"redeemed","customer":"c_15d54ffbdb94b772f09530a0","office":"JC-WB","funding":"SGB3","employed":false,"occupation":"41312","sector":null,"form":"adaptation","issued_on":"2025-11-28","valid_until":"2026-02-26","entry_id":"T-2026-01000468"}');
INSERT INTO planning.revision VALUES (102, 1, 1765729860000000, 'f225388e-abb5-4cc2-ac3b-340fc9821036', 16, '{"voucher_id":"V-2026-01000627","revision":1,"status":"issued","customer":"c_57e6e27eeeed1eccfe90c2bf","office":"JC-WB","funding":"SGB3","employed":false,"occupation":"62101","sector":null,"form":"adaptation","issued_on":"2025-12-14","valid_until":"2026-03-14","entry_id":null}');
INSERT INTO planning.revision VALUES (102, 2, 1767455760000000, '2ecdd32a-0457-405c-a37f-7b93f5c6b258', 42, '{"voucher_id":"V-2026-01000627","revision":2,"status":"redeemed","customer":"c_57e6e27eeeed1eccfe90c2bf","office":"JC-WB","funding":"SGB3","employed":false,"occupation":"62101","sector":null,"form":"adaptation","issued_on":"2025-12-14","valid_until":"2026-03-14","entry_id":"T-2026-01000627"}');


--
-- Data for Name: standing; Type: TABLE DATA; Schema: planning; Owner: -
--

INSERT INTO planning.standing VALUES (19, '2026-01-14', 1);
INSERT INTO planning.standing VALUES (20, '2026-01-22', 1);
INSERT INTO planning.standing VALUES (21, '2026-01-22', 1);
INSERT INTO planning.standing VALUES (21, '2026-02-02', 3);
INSERT INTO planning.standing VALUES (21, '2026-02-11', 1);
INSERT INTO planning.standing VALUES (22, '2026-01-19', 1);
INSERT INTO planning.standing VALUES (23, '2026-01-07', 1);
INSERT INTO planning.standing VALUES (24, '2026-01-09', 1);
INSERT INTO planning.standing VALUES (24, '2026-01-19', 1);
INSERT INTO planning.standing VALUES (25, '2026-01-29', 1);
INSERT INTO planning.standing VALUES (26, '2026-01-05', 1);
INSERT INTO planning.standing VALUES (27, '2026-01-15', 1);
INSERT INTO planning.standing VALUES (28, '2026-01-30', 1);
INSERT INTO planning.standing VALUES (29, '2026-01-19', 1);
INSERT INTO planning.standing VALUES (29, '2026-01-28', 1);
INSERT INTO planning.standing VALUES (30, '2026-01-09', 1);
INSERT INTO planning.standing VALUES (31, '2026-02-12', 1);
INSERT INTO planning.standing VALUES (32, '2026-01-21', 1);
INSERT INTO planning.standing VALUES (33, '2026-01-23', 1);
INSERT INTO planning.standing VALUES (34, '2026-01-16', 1);
INSERT INTO planning.standing VALUES (35, '2026-01-21', 1);
INSERT INTO planning.standing VALUES (36, '2026-02-17', 1);
INSERT INTO planning.standing VALUES (37, '2026-03-13', 1);
INSERT INTO planning.standing VALUES (39, '2026-03-02', 1);
INSERT INTO planning.standing VALUES (39, '2026-03-12', 1);
INSERT INTO planning.standing VALUES (40, '2026-03-03', 1);
INSERT INTO planning.standing VALUES (41, '2026-02-27', 1);
INSERT INTO planning.standing VALUES (42, '2026-02-26', 1);
INSERT INTO planning.standing VALUES (44, '2026-03-30', 1);
INSERT INTO planning.standing VALUES (45, '2026-02-20', 1);
INSERT INTO planning.standing VALUES (47, '2026-02-26', 1);
INSERT INTO planning.standing VALUES (49, '2026-02-27', 1);
INSERT INTO planning.standing VALUES (50, '2026-02-20', 1);
INSERT INTO planning.standing VALUES (52, '2026-03-12', 1);
INSERT INTO planning.standing VALUES (53, '2026-02-12', 1);
INSERT INTO planning.standing VALUES (53, '2026-02-18', 1);
INSERT INTO planning.standing VALUES (54, '2026-03-10', 1);
INSERT INTO planning.standing VALUES (56, '2026-02-18', 1);
INSERT INTO planning.standing VALUES (58, '2026-02-19', 1);


--
-- Data for Name: standing_month; Type: TABLE DATA; Schema: planning; Owner: -
--

INSERT INTO planning.standing_month VALUES (19, 1, 1);
INSERT INTO planning.standing_month VALUES (20, 1, 1);
INSERT INTO planning.standing_month VALUES (21, 1, 1);
INSERT INTO planning.standing_month VALUES (21, 2, 4);
INSERT INTO planning.standing_month VALUES (22, 1, 1);
INSERT INTO planning.standing_month VALUES (23, 1, 1);
INSERT INTO planning.standing_month VALUES (24, 1, 2);
INSERT INTO planning.standing_month VALUES (25, 1, 1);
INSERT INTO planning.standing_month VALUES (26, 1, 1);
INSERT INTO planning.standing_month VALUES (27, 1, 1);
INSERT INTO planning.standing_month VALUES (28, 1, 1);
INSERT INTO planning.standing_month VALUES (29, 1, 2);
INSERT INTO planning.standing_month VALUES (30, 1, 1);
INSERT INTO planning.standing_month VALUES (31, 2, 1);
INSERT INTO planning.standing_month VALUES (32, 1, 1);
INSERT INTO planning.standing_month VALUES (33, 1, 1);
INSERT INTO planning.standing_month VALUES (34, 1, 1);
INSERT INTO planning.standing_month VALUES (35, 1, 1);
INSERT INTO planning.standing_month VALUES (36, 2, 1);
INSERT INTO planning.standing_month VALUES (37, 3, 1);
INSERT INTO planning.standing_month VALUES (39, 3, 2);
INSERT INTO planning.standing_month VALUES (40, 3, 1);
INSERT INTO planning.standing_month VALUES (41, 2, 1);
INSERT INTO planning.standing_month VALUES (42, 2, 1);
INSERT INTO planning.standing_month VALUES (44, 3, 1);
INSERT INTO planning.standing_month VALUES (45, 2, 1);
INSERT INTO planning.standing_month VALUES (47, 2, 1);
INSERT INTO planning.standing_month VALUES (49, 2, 1);
INSERT INTO planning.standing_month VALUES (50, 2, 1);
INSERT INTO planning.standing_month VALUES (52, 3, 1);
INSERT INTO planning.standing_month VALUES (53, 2, 2);
INSERT INTO planning.standing_month VALUES (54, 3, 1);
INSERT INTO planning.standing_month VALUES (56, 2, 1);
INSERT INTO planning.standing_month VALUES (58, 2, 1);


--
-- Data for Name: standing_potential; Type: TABLE DATA; Schema: planning; Owner: -
--

INSERT INTO planning.standing_potential VALUES (61, '2026-02-04', '2026-05-05', 1);
INSERT INTO planning.standing_potential VALUES (61, '2026-02-06', '2026-05-07', 1);
INSERT INTO planning.standing_potential VALUES (62, '0001-01-01', '9999-12-31', 13);
INSERT INTO planning.standing_potential VALUES (63, '2026-01-31', '2026-05-01', 1);
INSERT INTO planning.standing_potential VALUES (64, '0001-01-01', '9999-12-31', 5);
INSERT INTO planning.standing_potential VALUES (65, '2026-01-29', '2026-04-29', 1);
INSERT INTO planning.standing_potential VALUES (65, '2026-02-04', '2026-05-05', 1);
INSERT INTO planning.standing_potential VALUES (65, '2026-02-11', '2026-05-12', 1);
INSERT INTO planning.standing_potential VALUES (66, '0001-01-01', '9999-12-31', 3);
INSERT INTO planning.standing_potential VALUES (67, '2026-01-31', '2026-05-01', 1);
INSERT INTO planning.standing_potential VALUES (68, '0001-01-01', '9999-12-31', 5);
INSERT INTO planning.standing_potential VALUES (1, '0001-01-01', '9999-12-31', 1);
INSERT INTO planning.standing_potential VALUES (2, '0001-01-01', '9999-12-31', 1);
INSERT INTO planning.standing_potential VALUES (3, '0001-01-01', '9999-12-31', 1);
INSERT INTO planning.standing_potential VALUES (4, '0001-01-01', '9999-12-31', 2);
INSERT INTO planning.standing_potential VALUES (5, '0001-01-01', '9999-12-31', 2);
INSERT INTO planning.standing_potential VALUES (6, '0001-01-01', '9999-12-31', 1);
INSERT INTO planning.standing_potential VALUES (7, '0001-01-01', '9999-12-31', 2);
INSERT INTO planning.standing_potential VALUES (8, '0001-01-01', '9999-12-31', 2);
INSERT INTO planning.standing_potential VALUES (9, '0001-01-01', '9999-12-31', 1);
INSERT INTO planning.standing_potential VALUES (10, '0001-01-01', '9999-12-31', 1);
INSERT INTO planning.standing_potential VALUES (11, '0001-01-01', '9999-12-31', 1);
INSERT INTO planning.standing_potential VALUES (12, '0001-01-01', '9999-12-31', 1);
INSERT INTO planning.standing_potential VALUES (13, '0001-01-01', '9999-12-31', 1);
INSERT INTO planning.standing_potential VALUES (14, '0001-01-01', '9999-12-31', 1);
INSERT INTO planning.standing_potential VALUES (15, '0001-01-01', '9999-12-31', 1);
INSERT INTO planning.standing_potential VALUES (16, '0001-01-01', '9999-12-31', 1);
INSERT INTO planning.standing_potential VALUES (17, '0001-01-01', '9999-12-31', 1);
INSERT INTO planning.standing_potential VALUES (18, '0001-01-01', '9999-12-31', 3);


--
-- Data for Name: verdict; Type: TABLE DATA; Schema: planning; Owner: -
--



--
-- Name: audit_id_seq; Type: SEQUENCE SET; Schema: planning; Owner: -
--

SELECT pg_catalog.setval('planning.audit_id_seq', 1, false);


--
-- Name: entity_id_seq; Type: SEQUENCE SET; Schema: planning; Owner: -
--

SELECT pg_catalog.setval('planning.entity_id_seq', 102, true);


--
-- Name: official_figure_id_seq; Type: SEQUENCE SET; Schema: planning; Owner: -
--

SELECT pg_catalog.setval('planning.official_figure_id_seq', 1, false);


--
-- Name: outbox_id_seq; Type: SEQUENCE SET; Schema: planning; Owner: -
--

SELECT pg_catalog.setval('planning.outbox_id_seq', 7, true);


--
-- Name: place_id_seq; Type: SEQUENCE SET; Schema: planning; Owner: -
--

SELECT pg_catalog.setval('planning.place_id_seq', 68, true);


--
-- Name: after_closing after_closing_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.after_closing
    ADD CONSTRAINT after_closing_pkey PRIMARY KEY (plan, source, key);


--
-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);


--
-- Name: attempt attempt_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (content_sha256);


--
-- Name: audit audit_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);


--
-- Name: calibration calibration_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.calibration
    ADD CONSTRAINT calibration_pkey PRIMARY KEY (plan, version);


--
-- Name: dead_letter dead_letter_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.dead_letter
    ADD CONSTRAINT dead_letter_pkey PRIMARY KEY (content_sha256);


--
-- Name: entity entity_kind_source_key_key; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.entity
    ADD CONSTRAINT entity_kind_source_key_key UNIQUE (kind, source, key);


--
-- Name: entity entity_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.entity
    ADD CONSTRAINT entity_pkey PRIMARY KEY (id);


--
-- Name: frozen frozen_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.frozen
    ADD CONSTRAINT frozen_pkey PRIMARY KEY (plan);


--
-- Name: mark mark_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.mark
    ADD CONSTRAINT mark_pkey PRIMARY KEY (name);


--
-- Name: movement movement_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.movement
    ADD CONSTRAINT movement_pkey PRIMARY KEY (place, start, known);


--
-- Name: nowhere nowhere_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.nowhere
    ADD CONSTRAINT nowhere_pkey PRIMARY KEY (entity);


--
-- Name: official_figure official_figure_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.official_figure
    ADD CONSTRAINT official_figure_pkey PRIMARY KEY (id);


--
-- Name: other_arrival other_arrival_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.other_arrival
    ADD CONSTRAINT other_arrival_pkey PRIMARY KEY (entity, revision, event_id);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);


--
-- Name: place place_owner_kind_names_key; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.place
    ADD CONSTRAINT place_owner_kind_names_key UNIQUE (owner, kind, names);


--
-- Name: place place_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.place
    ADD CONSTRAINT place_pkey PRIMARY KEY (id);


--
-- Name: plan plan_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.plan
    ADD CONSTRAINT plan_pkey PRIMARY KEY (plan, version);


--
-- Name: potential potential_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.potential
    ADD CONSTRAINT potential_pkey PRIMARY KEY (place, since, until, known);


--
-- Name: published published_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.published
    ADD CONSTRAINT published_pkey PRIMARY KEY (stream);


--
-- Name: reporting reporting_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.reporting
    ADD CONSTRAINT reporting_pkey PRIMARY KEY (plan);


--
-- Name: revision revision_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.revision
    ADD CONSTRAINT revision_pkey PRIMARY KEY (entity, revision);


--
-- Name: standing_month standing_month_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.standing_month
    ADD CONSTRAINT standing_month_pkey PRIMARY KEY (place, month);


--
-- Name: standing standing_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.standing
    ADD CONSTRAINT standing_pkey PRIMARY KEY (place, start);


--
-- Name: standing_potential standing_potential_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.standing_potential
    ADD CONSTRAINT standing_potential_pkey PRIMARY KEY (place, since, until);


--
-- Name: verdict verdict_pkey; Type: CONSTRAINT; Schema: planning; Owner: -
--

ALTER TABLE ONLY planning.verdict
    ADD CONSTRAINT verdict_pkey PRIMARY KEY (sequence);


--
-- Name: dead_letter_sequence; Type: INDEX; Schema: planning; Owner: -
--

CREATE INDEX dead_letter_sequence ON planning.dead_letter USING btree (sequence);


--
-- Name: movement_known; Type: INDEX; Schema: planning; Owner: -
--

CREATE INDEX movement_known ON planning.movement USING btree (known);


--
-- Name: nowhere_office; Type: INDEX; Schema: planning; Owner: -
--

CREATE INDEX nowhere_office ON planning.nowhere USING btree (office, entity);


--
-- Name: official_figure_month; Type: INDEX; Schema: planning; Owner: -
--

CREATE INDEX official_figure_month ON planning.official_figure USING btree (plan, month);


--
-- Name: other_arrival_sequence; Type: INDEX; Schema: planning; Owner: -
--

CREATE INDEX other_arrival_sequence ON planning.other_arrival USING btree (sequence);


--
-- Name: potential_known; Type: INDEX; Schema: planning; Owner: -
--

CREATE INDEX potential_known ON planning.potential USING btree (known);


--
-- Name: revision_known; Type: INDEX; Schema: planning; Owner: -
--

CREATE INDEX revision_known ON planning.revision USING btree (known);


--
-- Name: revision_sequence; Type: INDEX; Schema: planning; Owner: -
--

CREATE INDEX revision_sequence ON planning.revision USING btree (sequence);


--
-- PostgreSQL database dump complete
--


