// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/completions.h"

#include <algorithm>

namespace linnet {

void Completions::add(Mailbox &home, Mailbox::Work work)
{
    // As many homes as there are I/O threads: a search through them all beats a hash.
    auto found = std::find_if(m_byHome.begin(), m_byHome.end(),
                              [&home](const auto &entry) { return entry.first == &home; });
    if (found == m_byHome.end())
        found = m_byHome.insert(m_byHome.end(), {&home, {}});
    found->second.push_back(std::move(work));
}

void Completions::send()
{
    for (auto &[home, batch] : m_byHome)
        home->post(std::move(batch));
    m_byHome.clear();
}

} // namespace linnet
