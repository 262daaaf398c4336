// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/context/contextstore.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace linnet;
using namespace linnet::cli;
using namespace Qt::StringLiterals;

class ContextStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keepsWhatItIsGiven();
    void knowsNothingAtFirst();
    void keepsNothingOfARefusedChange();
    void refusesADamagedFile_data();
    void refusesADamagedFile();
    void losesNoneOfManyChangesAtOnce();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void ContextStoreTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"deep/er/contexts.json"_s);
}

void ContextStoreTest::keepsWhatItIsGiven()
{
    const Contexts contexts{
        u"b"_s,
        {{u"a"_s, {u"https://a.example"_s, {}, {}, {}, {}, {}}},
         {u"b"_s, {u"https://b.example"_s, u"d"_s, "access", "refresh", u"42"_s, u"Zoë"_s}}}};
    const ContextStore store(m_path);

    QVERIFY(store.update([&](Contexts &kept) -> Result<> {
        kept = contexts;
        return {};
    }));

    QCOMPARE(ContextStore(m_path).load().value(), contexts);
    QCOMPARE(QFile::permissions(m_path) & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
}

void ContextStoreTest::knowsNothingAtFirst()
{
    QCOMPARE(ContextStore(m_path).load().value(), Contexts());
}

void ContextStoreTest::keepsNothingOfARefusedChange()
{
    const auto updated = ContextStore(m_path).update([](Contexts &kept) -> Result<> {
        kept.current = u"a"_s;
        return Error{Error::Kind::Conflict, "no"_L1, u"No."_s};
    });
    QCOMPARE(updated.error().code, "no"_L1);
    QVERIFY(!QFile::exists(m_path));
}

void ContextStoreTest::refusesADamagedFile_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut off") << QByteArray(R"({"version":1,"contexts":{"a":)");
    QTest::newRow("newer") << QByteArray(R"({"version":2,"contexts":{}})");
    QTest::newRow("other") << QByteArray(R"({"version":1})");
}

void ContextStoreTest::refusesADamagedFile()
{
    QFETCH(QByteArray, text);
    const ContextStore store(m_path);
    QVERIFY(store.update([](Contexts &) -> Result<> { return {}; }));
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(text);
    file.close();

    QCOMPARE(store.load().error().code, "configuration"_L1);
    QCOMPARE(store.update([](Contexts &) -> Result<> { return {}; }).error().code,
             "configuration"_L1);
}

void ContextStoreTest::losesNoneOfManyChangesAtOnce()
{
    constexpr int Writers = 8;
    constexpr int Changes = 10;
    std::vector<std::future<bool>> writers;
    for (int writer = 0; writer < Writers; ++writer)
        writers.push_back(std::async(std::launch::async, [this, writer] {
            const ContextStore store(m_path);
            bool isKept = true;
            for (int i = 0; i < Changes; ++i)
                isKept &= store
                              .update([&](Contexts &kept) -> Result<> {
                                  kept.byName[u"%1-%2"_s.arg(writer).arg(i)] = {};
                                  return {};
                              })
                              .has_value();
            return isKept;
        }));
    for (auto &writer : writers)
        QVERIFY(writer.get());
    QCOMPARE(ContextStore(m_path).load()->byName.size(), Writers * Changes);
}

QTEST_GUILESS_MAIN(ContextStoreTest)
#include "tst_contextstore.moc"
