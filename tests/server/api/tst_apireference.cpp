// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/apireference.h"
#include "tests/support/fixeddialect.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using test::FixedDialect;
using namespace Qt::StringLiterals;

namespace {

QCoro::Task<Result<Answer>> nothing(Call)
{
    co_return Answer{};
}

Endpoint row(Method method, QLatin1String path, Schema request)
{
    return {"note.row"_L1, method, path, {}, Access::User, Cost::Read, std::move(request), nothing};
}

//! \return the operation that the document of a table with \p endpoint alone says of it.
QJsonObject operationOf(const Endpoint &endpoint, const QString &path, const QString &verb)
{
    FixedDialect dialect("notes"_L1, {endpoint});
    const auto table = EndpointTable::make({&dialect});
    if (!table)
        return {};
    return openApiDocument(**table, u"1.2.3"_s)[u"paths"_s][path][verb].toObject();
}

QJsonObject propertiesOf(const QJsonObject &operation, const QString &type)
{
    return operation[u"requestBody"_s][u"content"_s][type][u"schema"_s][u"properties"_s].toObject();
}

const QString Json = u"application/json"_s;

} // namespace

class ApiReferenceTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatItIs();
    void sortsParametersByWhereTheyGo();
    void saysWhatAParameterMayBe();
    void saysWhereAFileGoes();
    void saysWhoMayAsk();
    void listsEveryPlace();
    void listsWhatIsBesideTheTable();
    void leavesOutWhatIsForSocketsOnly();
};

void ApiReferenceTest::saysWhatItIs()
{
    FixedDialect dialect("notes"_L1, {});
    const auto table = EndpointTable::make({&dialect});
    QVERIFY(table);
    const QJsonObject document = openApiDocument(**table, u"1.2.3"_s);
    QCOMPARE(document[u"openapi"_s].toString(), u"3.1.0"_s);
    QCOMPARE(document[u"info"_s][u"version"_s].toString(), u"1.2.3"_s);
    QVERIFY(document[u"paths"_s].isObject());
}

void ApiReferenceTest::sortsParametersByWhereTheyGo()
{
    const Schema request{{"id"_L1}, {"limit"_L1, Field::Type::Integer, Field::Need::Optional}};
    const QJsonObject get =
        operationOf(row(Method::Get, "/notes/{id}"_L1, request), u"/notes/{id}"_s, u"get"_s);
    const QJsonArray parameters = get[u"parameters"_s].toArray();
    QCOMPARE(parameters.size(), 2);
    QCOMPARE(parameters[0][u"in"_s].toString(), u"path"_s);
    QVERIFY(parameters[0][u"required"_s].toBool());
    QCOMPARE(parameters[1][u"name"_s].toString(), u"limit"_s);
    QCOMPARE(parameters[1][u"in"_s].toString(), u"query"_s);
    QVERIFY(!parameters[1][u"required"_s].toBool(true));
    QVERIFY(!get.contains(u"requestBody"_s));

    const QJsonObject put =
        operationOf(row(Method::Put, "/notes/{id}"_L1, request), u"/notes/{id}"_s, u"put"_s);
    QCOMPARE(put[u"parameters"_s].toArray().size(), 1);
    QCOMPARE(propertiesOf(put, Json).keys(), QStringList{u"limit"_s});
    QVERIFY(!put[u"requestBody"_s][u"required"_s].toBool(true));
}

void ApiReferenceTest::saysWhatAParameterMayBe()
{
    using Type = Field::Type;
    using Need = Field::Need;
    const Schema request{{"text"_L1, Type::String, Need::Required, 1, 20, "What it says."_L1},
                         {"rank"_L1, Type::Integer, Need::Optional, 1, 5},
                         {"tags"_L1, Type::StringArray, Need::Optional, 0, 3},
                         {"all"_L1, Type::Boolean, Need::Optional},
                         {"more"_L1, Type::Any, Need::Optional}};
    const QJsonObject post =
        operationOf(row(Method::Post, "/notes"_L1, request), u"/notes"_s, u"post"_s);
    const QJsonObject properties = propertiesOf(post, Json);
    QCOMPARE(properties[u"text"_s].toObject(),
             (QJsonObject{{u"type"_s, u"string"_s},
                          {u"minLength"_s, 1},
                          {u"maxLength"_s, 20},
                          {u"description"_s, u"What it says."_s}}));
    QCOMPARE(properties[u"rank"_s].toObject(),
             (QJsonObject{{u"type"_s, u"integer"_s}, {u"minimum"_s, 1}, {u"maximum"_s, 5}}));
    QCOMPARE(properties[u"tags"_s].toObject(),
             (QJsonObject{{u"type"_s, u"array"_s},
                          {u"items"_s, QJsonObject{{u"type"_s, u"string"_s}}},
                          {u"maxItems"_s, 3}}));
    QCOMPARE(properties[u"all"_s].toObject(), (QJsonObject{{u"type"_s, u"boolean"_s}}));
    QCOMPARE(properties[u"more"_s].toObject(), QJsonObject());
    const QJsonValue body = post[u"requestBody"_s];
    QVERIFY(body[u"required"_s].toBool());
    QCOMPARE(body[u"content"_s][Json][u"schema"_s][u"required"_s].toArray(), QJsonArray{u"text"_s});
}

void ApiReferenceTest::saysWhereAFileGoes()
{
    Endpoint upload = row(Method::Post, "/notes"_L1, {{"text"_L1}});
    upload.fileField = "scan"_L1;
    const QJsonObject post = operationOf(upload, u"/notes"_s, u"post"_s);
    const QJsonObject form = propertiesOf(post, u"multipart/form-data"_s);
    QCOMPARE(form[u"scan"_s][u"format"_s].toString(), u"binary"_s);
    QVERIFY(form.contains(u"text"_s));
    QCOMPARE(propertiesOf(post, Json).keys(), QStringList{u"text"_s});
}

void ApiReferenceTest::saysWhoMayAsk()
{
    Endpoint endpoint = row(Method::Get, "/notes"_L1, {});
    const QString path = u"/notes"_s;
    QVERIFY(!operationOf(endpoint, path, u"get"_s)[u"security"_s].toArray().isEmpty());
    endpoint.access = Access::Public;
    QVERIFY(operationOf(endpoint, path, u"get"_s)[u"security"_s].toArray().isEmpty());
    endpoint.access = Access::Staff;
    endpoint.capabilities = Capability::AuditRead;
    const QJsonObject staff = operationOf(endpoint, path, u"get"_s);
    QCOMPARE(staff[u"x-capability"_s].toString(), u"audit.read"_s);
    QCOMPARE(staff[u"tags"_s].toArray(), QJsonArray{u"notes"_s});
    endpoint.capabilities |= Capability::GroupsWrite;
    QCOMPARE(operationOf(endpoint, path, u"get"_s)[u"x-capability"_s].toString(),
             u"groups.write, audit.read"_s);
}

void ApiReferenceTest::listsEveryPlace()
{
    Endpoint endpoint = row(Method::Put, "/notes/{id}"_L1, {{"id"_L1}});
    endpoint.aliases = {{Method::Patch, "/notes/{id}"}, {Method::Post, "/note"}};
    FixedDialect dialect("notes"_L1, {endpoint});
    const auto table = EndpointTable::make({&dialect});
    QVERIFY(table);
    const QJsonObject paths = openApiDocument(**table, {})[u"paths"_s].toObject();
    QCOMPARE(paths.keys(), (QStringList{u"/note"_s, u"/notes/{id}"_s}));
    QCOMPARE(paths[u"/notes/{id}"_s].toObject().keys(), (QStringList{u"patch"_s, u"put"_s}));
    // There the id is sent with the body.
    QVERIFY(propertiesOf(paths[u"/note"_s][u"post"_s].toObject(), Json).contains(u"id"_s));
}

void ApiReferenceTest::listsWhatIsBesideTheTable()
{
    FixedDialect dialect("notes"_L1, {row(Method::Get, "/notes"_L1, {})});
    const auto table = EndpointTable::make({&dialect});
    QVERIFY(table);
    const OtherPath feed{u"/feed"_s, u"news"_s, u"notes"_s, Access::User};
    const QJsonObject paths = openApiDocument(**table, {}, {feed})[u"paths"_s].toObject();
    QCOMPARE(paths.keys(), (QStringList{u"/feed"_s, u"/notes"_s}));
    const QJsonObject get = paths[u"/feed"_s][u"get"_s].toObject();
    QCOMPARE(get[u"summary"_s].toString(), u"news"_s);
    QCOMPARE(get[u"tags"_s].toArray(), QJsonArray{u"notes"_s});
    QVERIFY(!get[u"security"_s].toArray().isEmpty());
    QVERIFY(get[u"responses"_s].isObject());
}

void ApiReferenceTest::leavesOutWhatIsForSocketsOnly()
{
    Endpoint endpoint = row(Method::None, {}, {});
    endpoint.event = "note:add"_L1;
    FixedDialect dialect("notes"_L1, {endpoint});
    const auto table = EndpointTable::make({&dialect});
    QVERIFY(table);
    QVERIFY(openApiDocument(**table, {})[u"paths"_s].toObject().isEmpty());
}

QTEST_GUILESS_MAIN(ApiReferenceTest)
#include "tst_apireference.moc"
