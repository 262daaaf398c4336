// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/webroot.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class WebRootTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void finds_data();
    void finds();
    void hasNothingWhereThereIsNoFolder();

private:
    void write(const QString &name);

    QTemporaryDir m_folder;
};

void WebRootTest::write(const QString &name)
{
    QFile file(m_folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
}

void WebRootTest::initTestCase()
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"web/docs"_s));
    for (const auto &name : {u"secret"_s, u"web/index.html"_s, u"web/a b.js"_s, u"web/.htpasswd"_s,
                             u"web/docs/index.html"_s, u"web/ü.png"_s})
        write(name);
    QVERIFY(QFile::link(m_folder.filePath(u"secret"_s), m_folder.filePath(u"web/link"_s)));
    QVERIFY(QFile::link(m_folder.path(), m_folder.filePath(u"web/up"_s)));
}

void WebRootTest::finds_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("file");

    const auto add = [](const char *path, const QString &file) {
        QTest::newRow(path) << QByteArray(path) << file;
    };
    add("/", u"index.html"_s);
    add("/index.html", u"index.html"_s);
    add("/a b.js", u"a b.js"_s);
    add("/docs/", u"docs/index.html"_s);
    add("/\xc3\xbc.png", u"ü.png"_s);
    add("/docs", {});
    add("/../secret", {});
    add("/link", {});
    add("/up/secret", {});
    add("/.htpasswd", {});
    add("/INDEX.HTML", {});
    add("index.html", {});
    add("", {});
}

void WebRootTest::finds()
{
    QFETCH(QByteArray, path);
    QFETCH(QString, file);
    const QString folder = m_folder.filePath(u"web"_s);
    QCOMPARE(WebRoot::scan(folder).find(path), file.isEmpty() ? file : folder + u'/' + file);
}

void WebRootTest::hasNothingWhereThereIsNoFolder()
{
    QVERIFY(WebRoot::scan(m_folder.filePath(u"none"_s)).isEmpty());
    QVERIFY(WebRoot().isEmpty());
}

QTEST_GUILESS_MAIN(WebRootTest)
#include "tst_webroot.moc"
