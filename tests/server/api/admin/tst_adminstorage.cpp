// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"
#include "tests/server/storage/mediaworld.h"

#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminStorageTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_admin.reset(); }

    void showsWhatTakesRoom();
    void putsFilesTogether();
    void listsAndCounts();
    void tellsNobodyTheSecretName();
    void exportsAll();
    void refusesWhatItDoesNotKnow_data();
    void refusesWhatItDoesNotKnow();

private:
    Result<Answer> ask(const QByteArray &path, const QJsonObject &params = {})
    {
        return m_admin->ask(Method::Get, "/api/v1/admin/storage" + path, m_admin->alice, params);
    }

    std::unique_ptr<AdminFixture> m_admin;
};

//! Bob has two files of the same content, and one that was removed.
void AdminStorageTest::init()
{
    m_admin = std::make_unique<AdminFixture>();
    QVERIFY(await(m_admin->identity.database->write([this](Stores &stores) -> Result<> {
        for (const qint64 id : {10, 11, 12}) {
            const auto added =
                stores.media.add(mediaFile(id, id == 12 ? 'b' : 'a', 100, m_admin->bob));
            if (!added)
                return added.error();
        }
        return stores.sweeps.markRemoved(MediaId(12), {at(0), MediaRemoval::Why::TooOld});
    })));
}

void AdminStorageTest::showsWhatTakesRoom()
{
    const QJsonObject shown = AdminFixture::body(ask({}));
    QCOMPARE(shown["media"_L1],
             (QJsonObject{{"files"_L1, 2},
                          {"bytes"_L1, 100},
                          {"namedBytes"_L1, 200},
                          {"thumbnails"_L1, 0},
                          {"removed"_L1, 1}}));
    QVERIFY(shown["database"_L1]["bytes"_L1].isDouble());
    QVERIFY(shown["volumes"_L1]["media"_L1]["free"_L1].toInteger() > 0);
    QVERIFY(shown["volumes"_L1]["database"_L1]["bytes"_L1].toInteger() > 0);
}

void AdminStorageTest::putsFilesTogether()
{
    const QJsonObject usage = AdminFixture::body(ask("/usage", {{"by"_L1, u"user"_s}}));
    QCOMPARE(usage["items"_L1],
             (QJsonArray{QJsonObject{{"key"_L1, m_admin->bob.toString()},
                                     {"label"_L1, u"User 2"_s},
                                     {"files"_L1, 2},
                                     {"bytes"_L1, 100},
                                     {"namedBytes"_L1, 200}}}));
    QCOMPARE(
        usage["rest"_L1],
        (QJsonObject{{"files"_L1, 0}, {"bytes"_L1, 0}, {"namedBytes"_L1, 0}, {"count"_L1, 0}}));
    const QJsonObject placed = AdminFixture::body(ask("/usage", {{"by"_L1, u"conversation"_s}}));
    QVERIFY(placed["items"_L1][0]["key"_L1].isNull());
}

void AdminStorageTest::listsAndCounts()
{
    const QJsonObject page = AdminFixture::body(ask("/files", {{"limit"_L1, 1}}));
    const QJsonObject item = page["items"_L1][0].toObject();
    QCOMPARE(item["id"_L1], QJsonValue(u"12"_s));
    QCOMPARE(item["name"_L1], QJsonValue(u"File 12.png"_s));
    QCOMPARE(item["state"_L1], QJsonValue(u"removed"_s));
    QCOMPARE(item["removedBecause"_L1], QJsonValue(u"too-old"_s));
    QCOMPARE(item["owner"_L1]["name"_L1], QJsonValue(u"User 2"_s));
    const QJsonObject next =
        AdminFixture::body(ask("/files", {{"limit"_L1, 2}, {"cursor"_L1, page["nextCursor"_L1]}}));
    QCOMPARE(next["items"_L1].toArray().size(), 2);
    QVERIFY(next["nextCursor"_L1].isNull());
    QVERIFY(next["items"_L1][0]["unused"_L1].toBool());
    QCOMPARE(AdminFixture::body(ask("/files/count", {{"filter"_L1, u"state:kept"_s}}))["count"_L1],
             QJsonValue(2));
}

//! Knowing it is the right to read the file.
void AdminStorageTest::tellsNobodyTheSecretName()
{
    const QByteArray page = QJsonDocument(AdminFixture::body(ask("/files"))).toJson();
    QVERIFY(page.contains("\"10\""));
    QVERIFY(!page.contains("\"10.png\""));
    const auto exported = ask("/files/export", {{"format"_L1, u"csv"_s}});
    QVERIFY(!await(exported->stream->next())->contains(",10.png"));
}

void AdminStorageTest::exportsAll()
{
    const auto answer = ask("/files/export", {{"format"_L1, u"ndjson"_s}});
    QCOMPARE(answer->stream->name, u"files.ndjson"_s);
    QJsonArray rows;
    const auto piece = await(answer->stream->next());
    for (const QByteArray &line : piece->trimmed().split('\n'))
        rows.append(QJsonDocument::fromJson(line).object());
    QCOMPARE(QJsonValue(rows), AdminFixture::body(ask("/files"))["items"_L1]);
}

void AdminStorageTest::refusesWhatItDoesNotKnow_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("message");

    QTest::newRow("by") << QByteArray("/usage") << QJsonObject{{"by"_L1, u"colour"_s}}
                        << u"by must be one of user, conversation, type, age"_s;
    QTest::newRow("cursor") << QByteArray("/files") << QJsonObject{{"cursor"_L1, u"x"_s}}
                            << u"cursor must be one this server gave, for the same sort"_s;
    QTest::newRow("sort") << QByteArray("/files") << QJsonObject{{"sort"_L1, u"owner"_s}}
                          << u"sort must be one of created, -created, size, -size, name, -name"_s;
    QTest::newRow("format") << QByteArray("/files/export") << QJsonObject{{"format"_L1, u"xml"_s}}
                            << u"format must be one of ndjson, csv"_s;
}

void AdminStorageTest::refusesWhatItDoesNotKnow()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QJsonObject, params);
    QFETCH(const QString, message);
    const auto refused = ask(path, params);
    QCOMPARE(refused.error().kind, Error::Kind::InvalidInput);
    QCOMPARE(refused.error().message, message);
}

QTEST_GUILESS_MAIN(AdminStorageTest)
#include "tst_adminstorage.moc"
