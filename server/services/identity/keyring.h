// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/result.h"
#include "server/services/identity/privatefile.h"
#include "server/services/identity/rsakey.h"

#include <QByteArray>
#include <QJsonObject>

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace linnet {

struct KeyRingSettings
{
    QString directory; //!< Made with mode 0700 if it is not there.
    int bits = 3072; //!< Of keys it makes.
    //! How long tokens signed with a key may live after it was replaced.
    std::chrono::milliseconds overlap = std::chrono::minutes(15);
    QString givenKey = {}; //!< A PEM file to use instead of keys of the server's own.
    QByteArray givenKeyId = {}; //!< Its name; empty: its thumbprint.
    Openness givenKeyOpenness = Openness::Refused;
};

//! \brief A key and what tokens call it.
struct NamedKey
{
    QByteArray id;
    RsaKey key;
    Timestamp since{};
};

//! \brief The keys that access tokens are signed with: the newest signs, older ones are known until
//! nothing they signed can be alive. Safe from any thread.
class KeyRing
{
public:
    //! Reads what is there; makes no key. Key files that others may read are refused.
    static Result<std::unique_ptr<KeyRing>> open(KeyRingSettings settings, const Clock &clock);

    //! \return the newest key, made now if there is none: seconds of work, for the CPU pool.
    Result<NamedKey> signingKey();

    //! Makes a new key, for the CPU pool as well. Refused for a given key.
    Result<NamedKey> rotate();

    //! Reads the files again.
    Result<> reload();

    bool hasKey() const;
    std::optional<RsaKey> find(const QByteArray &id) const;

    //! \return a JWK set (RFC 7517) with the newest key first.
    QJsonObject toJwks() const;

private:
    KeyRing(KeyRingSettings settings, const Clock &clock);
    Result<NamedKey> makeKey();
    std::optional<NamedKey> newest() const;
    void retire();
    QString pathOf(Timestamp since) const;
    Result<std::vector<NamedKey>> readGiven() const;
    Result<std::vector<NamedKey>> readDirectory() const;

    const KeyRingSettings m_settings;
    const Clock &m_clock;
    std::mutex m_making; //!< One key is made at a time.
    mutable std::mutex m_mutex;
    std::vector<NamedKey> m_keys; //!< Newest first.
};

} // namespace linnet
