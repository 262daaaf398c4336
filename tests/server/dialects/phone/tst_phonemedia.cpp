// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonemedia.h"
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PhoneMediaTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_phone = std::make_unique<PhoneFixture>(); }
    void cleanup() { m_phone.reset(); }

    void answersAnUploadInTheContractsShape();
    void wantsAFile();
    void servesUnderEveryPathClientsKnow_data();
    void servesUnderEveryPathClientsKnow();
    void offersDocumentsAsDownloads();
    void hasNoThumbnailOfADocument();
    void findsNothingByAGuess_data();
    void findsNothingByAGuess();

private:
    QJsonObject upload(const QByteArray &content, const QString &name)
    {
        QFile file(m_phone->folder.filePath(u"upload"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("No upload.");
        file.close();
        Call call;
        call.caller.user = m_phone->alice;
        call.file = UploadedFile{file.fileName(), name, content.size()};
        const auto route = m_phone->table->findRoute(Method::Post, "/api/v1/media/upload");
        return m_phone->body(await(route.row->endpoint.handler(call)));
    }

    std::unique_ptr<PhoneFixture> m_phone;
};

void PhoneMediaTest::answersAnUploadInTheContractsShape()
{
    const QJsonObject body = upload("%PDF-1.7", u"report.pdf"_s);
    const QString url = body["mediaUrl"_L1].toString();
    QVERIFY(url.startsWith(u"/api/v1/media/files/"_s));
    QCOMPARE(body,
             (QJsonObject{{"mediaUrl"_L1, url},
                          {"mediaThumbnail"_L1, QJsonValue()},
                          {"contentType"_L1, "document"_L1},
                          {"mediaSize"_L1, 8},
                          {"originalName"_L1, "report.pdf"_L1}}));
}

void PhoneMediaTest::wantsAFile()
{
    const auto outcome = m_phone->http(Method::Post, "/api/v1/media/upload", m_phone->alice);
    QCOMPARE(m_phone->errorBody(outcome), (QJsonObject{{"error"_L1, "No file uploaded"_L1}}));
}

void PhoneMediaTest::servesUnderEveryPathClientsKnow_data()
{
    QTest::addColumn<QByteArray>("folder");

    QTest::newRow("files") << QByteArray("/api/v1/media/files/");
    QTest::newRow("serve") << QByteArray("/api/v1/media/serve/");
}

void PhoneMediaTest::servesUnderEveryPathClientsKnow()
{
    QFETCH(QByteArray, folder);
    const QString url = upload("%PDF-1.7", u"report.pdf"_s)["mediaUrl"_L1].toString();

    const auto outcome = m_phone->http(Method::Get, folder + url.section(u'/', -1).toUtf8(), {});

    QVERIFY(outcome && outcome->file);
    QCOMPARE(outcome->file->contentType, QByteArray("application/pdf"));
    QFile file(outcome->file->path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("%PDF-1.7"));
}

void PhoneMediaTest::offersDocumentsAsDownloads()
{
    const QString url = upload("<script>alert(1)</script>", u"a.html"_s)["mediaUrl"_L1].toString();
    const auto outcome = m_phone->http(Method::Get, url.toUtf8(), {});
    QVERIFY(outcome && outcome->file);
    QCOMPARE(outcome->file->contentType, QByteArray("text/plain"));
    QVERIFY(!outcome->file->inlineDisplay);
}

void PhoneMediaTest::hasNoThumbnailOfADocument()
{
    const QString url = upload("%PDF-1.7", u"report.pdf"_s)["mediaUrl"_L1].toString();
    const auto outcome = m_phone->http(
        Method::Get, "/api/v1/media/thumbnails/thumb_" + url.section(u'/', -1).toUtf8(), {});
    QCOMPARE(m_phone->errorBody(outcome)["error"_L1], QJsonValue(u"File not found"_s));
}

void PhoneMediaTest::findsNothingByAGuess_data()
{
    QTest::addColumn<QByteArray>("path");

    QTest::newRow("file") << QByteArray("/api/v1/media/files/0123456789abcdef.png");
    QTest::newRow("thumbnail") << QByteArray("/api/v1/media/thumbnails/thumb_0123456789abcdef.png");
    QTest::newRow("thumbnail of another shape") << QByteArray("/api/v1/media/thumbnails/a.png");
}

void PhoneMediaTest::findsNothingByAGuess()
{
    QFETCH(QByteArray, path);
    const auto outcome = m_phone->http(Method::Get, path, {});
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::NotFound);
    QCOMPARE(m_phone->errorBody(outcome)["error"_L1], QJsonValue(u"File not found"_s));
}

QTEST_GUILESS_MAIN(PhoneMediaTest)
#include "tst_phonemedia.moc"
